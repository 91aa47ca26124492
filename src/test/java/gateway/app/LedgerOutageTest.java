package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaClients.Answer;
import gateway.app.QuotaLab.Store;
import gateway.http.Cable;
import gateway.http.Waiting;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger goes away and comes back; {@code ./serai drill quota} does the same with processes. */
class LedgerOutageTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Duration QUICK = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource
    void servesFromItsLeasesThenRefusesQuicklyAndComesBackByItself(Store store) {
        try (QuotaLab lab = new QuotaLab(store, "usd-per-month: 1000", "lease: 15s");
                QuotaClients clients = new QuotaClients()) {
            URI gateway = lab.start();
            assertThat(clients.one(gateway).status()).isEqualTo(200);

            lab.cut(Cable.State.CUT);
            int served = 0;
            Answer answer = clients.one(gateway);
            for (; answer.status() == 200; answer = clients.one(gateway)) {
                served++;
            }
            Answer next = clients.one(gateway);

            assertThat(served).isPositive();
            assertThat(answer.kind()).isEqualTo("503 ledger_unavailable");
            assertThat(next.kind()).isEqualTo("503 ledger_unavailable");
            assertThat(Duration.ofNanos(next.nanos())).isLessThan(QUICK);
            lab.mend();
            assertThat(Waiting.until(LONGEST, () -> clients.one(gateway).status() == 200))
                    .isTrue();
            assertThat(Waiting.until(LONGEST, () -> lab.row().spent() == lab.truth()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void spendsWhatIsAllowedWhileTheLedgerIsAwayAndBooksItLater(Store store) {
        String credit = QuotaLab.budgetFor(5).substring("usd-per-month: ".length());
        try (QuotaLab lab = new QuotaLab(store, "usd-per-month: 1000", "lease: 15s, fail-open-usd: " + credit);
                QuotaClients clients = new QuotaClients()) {
            URI gateway = lab.start();
            lab.cut(Cable.State.CUT);

            int served = 0;
            while (clients.one(gateway).status() == 200) {
                served++;
            }

            assertThat(served).isEqualTo(5);
            lab.mend();
            assertThat(Waiting.until(LONGEST, () -> lab.row().spent() == 5 * QuotaLab.CALL))
                    .isTrue();
        }
    }
}
