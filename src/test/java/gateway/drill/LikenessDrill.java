package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cache.LikenessReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How often the semantic cache would give a wrong answer, written into its page: {@code ./serai drill likeness}. */
class LikenessDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final Path PAGE = Path.of("docs", "cache.md");

    @Test
    void tellsWhatCountsAsLike() {
        assertThat(DATA).as("the evaluation data").isDirectory();
        String report = LikenessReport.of(DATA, Integer.getInteger("perSet", 2_000));
        report.lines().forEach(Report::line);
        Report.put(PAGE, "likeness", report);
        assertThat(PAGE).content().contains(report);
    }
}
