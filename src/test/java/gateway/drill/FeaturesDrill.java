package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.feature.FeatureReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the features of requests are worth, written into their page: {@code ./serai drill features}. */
class FeaturesDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final Path PAGE = Path.of("docs", "routing-features.md");

    @Test
    void tellsWhatFeaturesAreWorth() {
        assertThat(DATA).as("the evaluation data").isDirectory();
        String report = FeatureReport.of(DATA);
        report.lines().forEach(Report::line);
        Report.put(PAGE, report);
        assertThat(PAGE).content().contains(report);
    }
}
