package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaLab.Store;
import gateway.http.Waiting;
import gateway.quota.Lease;
import gateway.quota.LedgerRow;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another replica has leased nearly all of a budget and is not heard of again. */
class DeadReplicaTest {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource
    void theLeaseOfADeadReplicaIsFreeAgainButForWhatItMayHaveSpent(Store store) {
        try (QuotaLab lab = new QuotaLab(store, QuotaLab.budgetFor(20), "lease: 15s");
                QuotaClients clients = new QuotaClients()) {
            URI gateway = lab.start();
            lab.leaseAsADeadReplica(19 * QuotaLab.CALL, 4 * QuotaLab.CALL, Duration.ofSeconds(5));

            assertThat(clients.one(gateway).status()).isEqualTo(200);
            assertThat(clients.one(gateway).kind()).isEqualTo("429 budget_exceeded");

            AtomicInteger served = new AtomicInteger(1);
            assertThat(Waiting.until(
                            LONGEST, () -> clients.one(gateway).status() == 200 && served.incrementAndGet() == 20 - 4))
                    .as("sixteen calls are served in all")
                    .isTrue();
            assertThat(clients.one(gateway).kind()).isEqualTo("429 budget_exceeded");
            assertThat(lab.isQuiet(LONGEST)).isTrue();
            LedgerRow row = lab.row();
            assertThat(row.spent()).isEqualTo(lab.truth()).isEqualTo(16 * QuotaLab.CALL);
            assertThat(row.lost()).isEqualTo(4 * QuotaLab.CALL);
            assertThat(row.leases().values()).extracting(Lease::held).containsOnly(0L);
        }
    }
}
