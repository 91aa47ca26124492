package gateway.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.http.Waiting;
import gateway.simulator.SimulatorCounts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of copies and questions to judges when the process ends. */
class MirrorDrainTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String PRICE =
            "{input: 1, cache-read: 1, cache-write: 1, cache-write-1h: 1, output: 1, taken: 2026-11-27}";
    private static final String SETTINGS = """
            gateway:
              failover: {first-token-minimum: 20s, first-token-initial: 20s}
              models:
                first: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  first-us: {provider: openai, upstream-name: first-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
                second: {context-tokens: 100000, max-output-tokens: 1000, deployments: {
                  second-us: {provider: openai, upstream-name: second-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
                umpire: {context-tokens: 100000, max-output-tokens: 4000, deployments: {
                  umpire-us: {provider: openai, upstream-name: umpire-us, region: global, residency: any, priority: 0, weight: 1, price: %1$s}}}
              tenants:
                demo: {residency: any, routing: {mirrors: {first: {to: second, share: 1, judge: {model: umpire, share: 1}}}}}
            """.formatted(PRICE);

    @Test
    void areWaitedFor() {
        assertThat(questionsAfter("30s")).isEqualTo(1);
    }

    @Test
    void areEndedWhereTheyTakeTooLong() {
        assertThat(questionsAfter("500ms")).isZero();
    }

    /** How often the judge was asked of a gateway that is told to end while a copy takes 3 s. */
    private static long questionsAfter(String timeout) {
        SimulatorCounts counts;
        try (TestGateway gateway =
                TestGateway.start(SETTINGS, null, Map.of("SERAI_DRAIN_DELAY", "0s", "SERAI_DRAIN_TIMEOUT", timeout))) {
            counts = gateway.simulator().counts();
            gateway.simulator().faults().put("slow", "{\"model\":\"second-us\",\"firstByteDelayMs\":3000}");
            assertThat(new Client(gateway).ask("first").status()).isEqualTo(200);
            assertThat(Waiting.until(LONG, () -> counts.startedFor("second-us") == 1))
                    .isTrue();
        }
        return counts.startedFor("umpire-us");
    }
}
