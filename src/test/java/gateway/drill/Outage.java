package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.QuotaClients;
import gateway.app.QuotaClients.Answer;
import gateway.app.QuotaLab;
import gateway.app.QuotaLab.Store;
import gateway.http.Cable;
import gateway.http.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Ten seconds without the ledger. */
final class Outage {
    private static final long SLOW_NANOS = 500_000_000;

    private final Tables tables;

    Outage(Tables tables) {
        this.tables = tables;
    }

    void run(Store store, Cable.State how, String name, String failOpen) throws IOException {
        try (QuotaLab lab = new QuotaLab(store, QuotaDrill.NO_LIMIT, "lease: 15s, fail-open-usd: " + failOpen);
                Replicas replicas = new Replicas(lab, 1);
                QuotaClients clients = new QuotaClients()) {
            URI gateway = replicas.uris().getFirst();
            clients.warm(replicas.uris(), QuotaDrill.WARM);
            clients.begin(gateway, QuotaDrill.CLIENTS, Duration.ofMillis(40), answer -> false);
            Replicas.pass(Duration.ofSeconds(6));
            long cut = System.nanoTime();
            lab.cut(how);
            Replicas.pass(Duration.ofSeconds(10));
            long mended = System.nanoTime();
            lab.mend();
            assertThat(Waiting.until(
                            Duration.ofSeconds(20),
                            () -> clients.answers(200).stream().anyMatch(each -> each.begun() > mended)))
                    .isTrue();
            long again = System.nanoTime() - mended;
            clients.stop();
            assertThat(lab.isQuiet(Duration.ofSeconds(25))).isTrue();

            List<Answer> served = clients.answers(200).stream()
                    .filter(each -> each.begun() > cut && each.begun() < mended)
                    .toList();
            List<Answer> refused = clients.answers(503);
            long last = served.stream().mapToLong(Answer::begun).max().orElse(cut) - cut;
            long slow =
                    refused.stream().filter(each -> each.nanos() > SLOW_NANOS).count();
            long slowest = refused.stream().mapToLong(Answer::nanos).max().orElse(0);
            tables.row(
                    store,
                    name,
                    failOpen,
                    served.size(),
                    Tables.millis(last),
                    refused.size(),
                    slow,
                    Tables.millis(slowest),
                    Tables.millis(again),
                    Tables.percent(lab.row().spent(), lab.truth()));
            assertThat(QuotaClients.kinds(clients.answers()).keySet()).isSubsetOf("200", "503 ledger_unavailable");
            assertThat(served).isNotEmpty();
            assertThat(refused).isNotEmpty();
            assertThat(slow).as("each client waits once").isLessThanOrEqualTo(QuotaDrill.CLIENTS);
            assertThat(lab.row().spent()).isEqualTo(lab.truth());
        }
    }
}
