package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two thousand clients ask for long streams and read nothing: what they hold is bounded. */
class SlowClientsDrill {
    private static final int CLIENTS = 2_000;
    private static final int LOOKS = 15;
    private static final int LITTLE_MEGABYTES = 4;

    @Test
    void holdsLittleForClientsThatDoNotRead() throws Exception {
        try (EndlessProvider provider = new EndlessProvider();
                GatewayProcess gateway = GatewayProcess.start(Map.of(
                        "SERAI_PROVIDERS_OPENAI_ADDRESS",
                        provider.address(),
                        "SERAI_PROVIDERS_OPENAI_API_KEY",
                        "none",
                        "SERAI_FAILOVER_FIRST_TOKEN_INITIAL",
                        "30s",
                        "SERAI_LIMITS_WRITE_TIMEOUT",
                        "5m",
                        "SERAI_HEAP",
                        "400m"))) {
            tell(gateway, "before");
            List<StalledClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(StalledClient.ask(gateway.port(), "gpt-4o-mini"));
                    int asked = i + 1;
                    // a burst would be refused as an overload
                    if (asked % 50 == 0) {
                        Waiting.until(Duration.ofSeconds(5), () -> gateway.inFlight() == asked);
                    }
                }
                boolean stalled = Waiting.until(Duration.ofSeconds(10), () -> gateway.inFlight() == CLIENTS);
                assertThat(stalled).as(refusals(gateway)).isTrue();
                assertThat(settles(gateway)).isTrue();
                assertThat((int) gateway.inFlight()).isEqualTo(CLIENTS);
            } finally {
                for (StalledClient client : clients) {
                    client.close();
                }
            }
            assertThat(Waiting.until(Duration.ofSeconds(20), () -> gateway.inFlight() == 0))
                    .isTrue();
            tell(gateway, "after they left");
            assertThat(gateway.log()).doesNotContain("OutOfMemoryError");
        }
    }

    /**
     * What the gateway said of calls that it did not take or that failed: who misses clients finds the reason there.
     */
    private static String refusals(GatewayProcess gateway) throws IOException {
        return (int) gateway.inFlight() + " of " + CLIENTS + " clients are served; "
                + gateway.log()
                        .lines()
                        .filter(line -> line.contains("refused") || line.contains("\"level\":\"WARN\""))
                        .limit(5)
                        .toList();
    }

    /** Whether the heap stops to grow: two looks, five seconds apart, that differ by little. */
    private static boolean settles(GatewayProcess gateway) throws IOException, InterruptedException {
        long before = tell(gateway, CLIENTS + " clients stalled");
        for (int look = 0; look < LOOKS; look++) {
            Waiting.until(Duration.ofSeconds(5), () -> !gateway.isAlive());
            long now = tell(gateway, "5 s later");
            if (now - before < LITTLE_MEGABYTES) {
                return true;
            }
            before = now;
        }
        return false;
    }

    private static long tell(GatewayProcess gateway, String when) throws IOException, InterruptedException {
        long heap = gateway.heapMegabytes();
        System.err.println("slow clients drill: " + when + ": heap " + heap + " MiB, RSS " + gateway.residentMegabytes()
                + " MiB, in flight " + (int) gateway.inFlight());
        return heap;
    }
}
