package gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.failover.Patience;
import gateway.http.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A provider's key is replaced while calls run, and nobody notices. */
class RotationTest {
    private static final String MODEL = "gpt-5.4-mini";
    private static final String VARIABLE = "OPENAI_API_KEY";
    private static final String MARKER = "zx82marker";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CALLERS = 20;
    private static final int ROTATIONS = 20;

    private final KeyedProvider provider = KeyedProvider.start(key(0));
    private final TestGateway gateway = TestGateway.start(
            "gateway: {providers: {openai: {address: '" + provider.address() + "'}}}", null, Map.of(VARIABLE, key(0)));
    private final Client client = new Client(gateway);

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void losesNoCallWhileTheKeyIsRotatedTwentyTimes() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        AtomicInteger calls = new AtomicInteger();
        List<Reply> failed;
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<List<Reply>>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean stream = i % 2 == 0;
                callers.add(threads.submit(calling(going, calls, stream)));
            }
            for (int i = 1; i <= ROTATIONS; i++) {
                provider.accept(key(i - 1), key(i));
                gateway.environment(VARIABLE, key(i));
                provider.accept(key(i));
                int before = calls.get();
                Patience.until(() -> calls.get() > before + 2 * CALLERS, LONG);
            }
            going.set(false);
            failed = new ArrayList<>();
            for (Future<List<Reply>> caller : callers) {
                failed.addAll(caller.get(LONG.toSeconds(), TimeUnit.SECONDS));
            }
        }

        System.out.printf(
                "%d rotations under %d callers: %d calls, %d failed, %d times an old key was shown%n",
                ROTATIONS, CALLERS, calls.get(), failed.size(), provider.refused());
        assertThat(failed).isEmpty();
        assertThat(provider.refused()).isBetween(ROTATIONS, ROTATIONS * CALLERS);
        assertThat(metrics())
                .contains("serai_breaker_state{serai_deployment=\"gpt-5-4-mini-openai\"} 0.0")
                .doesNotContain("result=\"our_fault\"");
    }

    @Test
    void makesOneAttemptOfTheRefusedCallAndItsRepetition() {
        provider.accept(key(1));
        gateway.environment(VARIABLE, key(1));

        Reply reply = client.ask(MODEL);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-serai-attempts")).isEqualTo("1");
        assertThat(provider.refused()).isEqualTo(1);
    }

    @Test
    void failsAsBeforeIfTheKeyIsWrongAndStaysSo() {
        provider.accept(key(1));

        Reply reply = client.ask(MODEL);

        assertThat(reply.status()).isEqualTo(502);
        assertThat(provider.refused()).isEqualTo(1);
        assertThat(metrics()).contains("result=\"our_fault\"");
    }

    @Test
    void showsNoKeyAnywhere() {
        StringBuilder seen = new StringBuilder();
        try (CapturedLog log = CapturedLog.open()) {
            seen.append(client.ask(MODEL));
            provider.accept(key(1));
            seen.append(client.ask(MODEL)).append(client.ask(Client.Api.ANTHROPIC, MODEL, true, Map.of()));
            gateway.environment(VARIABLE, key(1));
            Patience.until(() -> client.ask(MODEL).status() == 200, LONG);
            gateway.environment(VARIABLE, MARKER + "\u0001");
            provider.accept(key(2));
            seen.append(client.ask(MODEL));
            Patience.until(() -> client.ask(MODEL).body().contains("all_providers_failed"), LONG);
            for (String path : List.of("/metrics", "/health/ready", "/admin/v1/kill-switches")) {
                seen.append(client.admin("GET", path, TestGateway.ADMIN_KEY, ""));
            }

            assertThat(log.loggers()).contains("gateway.calls", ReadingLog.class.getName());
            assertThat(log.with(MARKER)).isEmpty();
        }
        assertThat(seen.toString()).contains("all_providers_failed").doesNotContain(MARKER);
    }

    private Callable<List<Reply>> calling(AtomicBoolean going, AtomicInteger calls, boolean stream) {
        return () -> {
            List<Reply> failed = new ArrayList<>();
            while (going.get()) {
                Reply reply = client.ask(Client.Api.OPENAI, MODEL, stream, Map.of());
                calls.incrementAndGet();
                if (reply.status() != 200 || reply.torn() || !reply.body().contains("Good morning")) {
                    failed.add(reply);
                }
            }
            return failed;
        };
    }

    private String metrics() {
        return client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "").body();
    }

    private static String key(int number) {
        return "sk-" + MARKER + "-" + number;
    }
}
