package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.drill.RollingTraffic.Target;
import gateway.simulator.Pace;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two gateways are replaced one after the other while clients call: no call fails. A short form of the drill. */
class RollingRestartTest {
    private static final int CLIENTS = 3;
    private static final Map<String, String> DRAIN = Map.of("SERAI_DRAIN_DELAY", "2s", "SERAI_DRAIN_TIMEOUT", "30s");
    private static final Pace PACE = new Pace(10, 5, 40);

    @Test
    void failsNoCall() throws InterruptedException {
        Deque<TestGateway> running = new ArrayDeque<>();
        try (RollingTraffic traffic = new RollingTraffic()) {
            running.add(started(traffic));
            running.add(started(traffic));
            traffic.start(CLIENTS);
            for (int i = 0; i < 2; i++) {
                running.add(started(traffic));
                running.remove().close();
            }
            traffic.stop();

            assertThat(traffic.failures()).isEmpty();
            assertThat(traffic.calls().values())
                    .hasSize(RollingTraffic.Way.values().length)
                    .allSatisfy(count -> assertThat(count.get()).isGreaterThan(10));
        } finally {
            running.forEach(TestGateway::close);
        }
    }

    private static TestGateway started(RollingTraffic traffic) {
        TestGateway gateway = TestGateway.start("gateway:\n  failover: {first-token-minimum: 20s}\n", null, DRAIN);
        gateway.simulator().pace(PACE);
        traffic.add(Target.of(gateway));
        return gateway;
    }
}
