package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaLab.Store;
import gateway.quota.LedgerRow;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two gateways spend of one budget at once; {@code ./serai drill quota} does the same with processes. */
class SharedBudgetTest {
    @ParameterizedTest
    @EnumSource
    void answersExactlyAsManyCallsAsTheBudgetIsFor(Store store) {
        try (QuotaLab lab = new QuotaLab(store, QuotaLab.budgetFor(100), "lease: 15s");
                QuotaClients clients = new QuotaClients()) {
            List<URI> gateways = List.of(lab.start(), lab.start());

            List<QuotaClients.Answer> answers = clients.atOnce(gateways, 300);

            assertThat(QuotaClients.kinds(answers)).isEqualTo(Map.of("200", 100, "429 budget_exceeded", 200));
            assertThat(lab.isQuiet(Duration.ofSeconds(5))).isTrue();
            LedgerRow row = lab.row();
            assertThat(row.spent()).isEqualTo(100 * QuotaLab.CALL).isEqualTo(lab.truth());
            assertThat(row.lost()).isZero();
        }
    }
}
