package gateway.routing.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page says of each number what it is. */
class FeaturePageTest {
    private static final Path PAGE = Path.of("docs", "routing-features.md");

    @Test
    void describesEachNumberAsItIs() throws IOException {
        List<String> names = RequestFeatures.names();
        StringBuilder rows = new StringBuilder("| 0 | `constant` | 1 | | |\n");
        int index = 1;
        for (Feature feature : Feature.values()) {
            rows.append(row(index, names, feature.meaning(), feature.mean(), feature.deviation()));
            index++;
        }
        for (Task task : Task.values()) {
            rows.append("| " + index + " | `" + names.get(index) + "` | task: " + task.meaning() + " | 1/22 | |\n");
            index++;
        }

        assertThat(Files.readString(PAGE)).contains(rows);
    }

    private static String row(int index, List<String> names, String meaning, double mean, double deviation) {
        return "| " + index + " | `" + names.get(index) + "` | " + meaning + " | " + mean + " | " + deviation + " |\n";
    }
}
