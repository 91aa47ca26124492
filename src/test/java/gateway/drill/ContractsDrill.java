package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.fixtures.contract.MutationReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What adapters make of changed answers, written into the page: {@code ./serai drill contracts}. */
class ContractsDrill {
    private static final Path PAGE = Path.of("docs", "contracts.md");

    @Test
    void tellsWhatAdaptersNotice() {
        String report = MutationReport.text();
        report.lines().forEach(Report::line);
        Report.put(PAGE, report);
        assertThat(PAGE).content().contains(report);
    }
}
