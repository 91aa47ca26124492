package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import gateway.drill.RollingTraffic.Target;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Two processes are replaced one after the other while clients call: no call fails. */
class RollingRestartDrill {
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 3);
    private static final int CLIENTS = Integer.getInteger("drill.clients", 15);
    private static final Map<String, String> DRAIN = Map.of("SERAI_DRAIN_DELAY", "2s", "SERAI_DRAIN_TIMEOUT", "20s");

    @Test
    void failsNoCall() throws Exception {
        Deque<GatewayProcess> running = new ArrayDeque<>();
        try (RollingTraffic traffic = new RollingTraffic()) {
            running.add(started(traffic));
            running.add(started(traffic));
            traffic.start(CLIENTS);
            for (int i = 0; i < 2 * ROUNDS; i++) {
                running.add(started(traffic));
                running.remove().close();
            }
            traffic.stop();

            int calls = traffic.calls().values().stream()
                    .mapToInt(AtomicInteger::get)
                    .sum();
            System.err.println("rolling restart drill: " + calls + " calls " + traffic.calls() + ", " + 2 * ROUNDS
                    + " restarts, " + traffic.failures().size() + " failed "
                    + traffic.failures().stream().limit(5).toList());
            assertThat(traffic.calls().values())
                    .allSatisfy(count -> assertThat(count.get()).isGreaterThan(100));
            assertThat(traffic.failures()).isEmpty();
        } finally {
            running.forEach(GatewayProcess::close);
        }
    }

    private static GatewayProcess started(RollingTraffic traffic) throws IOException, InterruptedException {
        int grpc = FreePort.orElse("127.0.0.1", 0);
        Map<String, String> variables = new HashMap<>(DRAIN);
        variables.put("SERAI_GRPC_PORT", Integer.toString(grpc));
        GatewayProcess process = GatewayProcess.start(variables);
        process.pace("{\"firstByteMs\":20,\"intervalMs\":10,\"tokens\":50}");
        traffic.add(new Target(process.uri(), URI.create("http://127.0.0.1:" + process.managementPort()), grpc));
        return process;
    }
}
