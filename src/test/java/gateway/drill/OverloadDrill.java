package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ten times more clients than can be served: some are refused at once, the others are served as before. */
class OverloadDrill {
    private static final int MODERATE = 32;
    private static final int IN_FLIGHT = 64;

    @Test
    void refusesTheRestAtOnceAndServesTheOthers() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (GatewayProcess gateway =
                GatewayProcess.start(Map.of("SERAI_LIMITS_IN_FLIGHT", Integer.toString(IN_FLIGHT)))) {
            gateway.pace("{\"firstByteMs\":20,\"intervalMs\":0,\"tokens\":50}");
            Load load = new Load(vertx, gateway.port());
            load.run(MODERATE, Duration.ofSeconds(5));

            Load.Result moderate = load.run(MODERATE, Duration.ofSeconds(10));
            Load.Result over;
            Load.Result probed;
            try (Probe probe = new Probe(gateway.port())) {
                over = load.run(10 * IN_FLIGHT, Duration.ofSeconds(20));
                probed = new Load.Result(probe.end(), over.lasted());
            }

            print(moderate.line("moderate, " + MODERATE + " clients", 200));
            print(over.line("overload, " + 10 * IN_FLIGHT + " clients", 200));
            print(over.line("overload, " + 10 * IN_FLIGHT + " clients", 503));
            print(probed.line("one more client", 200));
            print(probed.line("one more client", 503));
            print("failed connections " + over.count(0) + ", RSS " + gateway.residentMegabytes() + " MiB, heap "
                    + gateway.heapMegabytes() + " MiB");
            assertThat(gateway.isAlive()).isTrue();
            assertThat(gateway.log()).doesNotContain("OutOfMemoryError");
            assertThat(over.nanos().keySet()).isSubsetOf(200, 503);
            assertThat(over.count(200)).isPositive();
            assertThat(over.count(503)).isPositive();
            assertThat(Waiting.until(Duration.ofSeconds(10), () -> gateway.inFlight() == 0))
                    .isTrue();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private static void print(String line) {
        System.err.println("overload drill: " + line);
    }
}
