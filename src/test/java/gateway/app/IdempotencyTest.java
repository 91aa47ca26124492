package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with a key of their own through a whole gateway. */
class IdempotencyTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String REPLAYED = "x-serai-idempotent-replay";

    private static TestGateway gateway;
    private static Client client;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("""
                gateway:
                  idempotency: {max-reply: 8KiB}
                  tenants:
                    demo:
                      residency: any
                      guardrails: {general: {denied-topics: {arms: [howitzer]}}}
                """);
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void clear() {
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, claude-sonnet-4-5, false",
        "OPENAI, claude-sonnet-4-5, true",
        "OPENAI, gpt-4o-mini, false",
        "OPENAI, gpt-4o-mini, true",
        "OPENAI, gemini-2.5-flash, true",
        "ANTHROPIC, claude-sonnet-4-5, false",
        "ANTHROPIC, claude-sonnet-4-5, true",
        "ANTHROPIC, gpt-4o-mini, true"
    })
    void givesTheSameReplyAndCallsNobody(Api api, String model, boolean stream) {
        String body = Client.body(model, stream);
        Reply first = post(api, body);
        long started = started();

        Reply second = post(api, body);
        Reply third = post(api, body);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.headers()).doesNotContainKey(REPLAYED);
        assertThat(first.torn()).isFalse();
        for (Reply again : List.of(second, third)) {
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.torn()).isFalse();
            assertThat(again.header(REPLAYED)).isEqualTo("true");
            assertThat(again.header("content-type")).isEqualTo(first.header("content-type"));
            assertThat(again.header("x-serai-decision")).isEqualTo(first.header("x-serai-decision"));
            assertThat(again.header("x-request-id")).isNotEqualTo(first.header("x-request-id"));
        }
        assertThat(started()).isEqualTo(started);
    }

    @Test
    void callsEachTimeWithoutAKey() {
        long started = started();

        Reply first = client.ask(MODEL);
        Reply second = client.ask(MODEL);

        assertThat(started()).isEqualTo(started + 2);
        assertThat(second.header("x-serai-decision")).isNotEqualTo(first.header("x-serai-decision"));
    }

    @Test
    void countsARepeatedRequestAsNoCall() {
        post(Api.OPENAI, Client.body(MODEL, false));
        double calls = metric("gen_ai_client_operation_duration_seconds_count");
        double cost = metric("serai_cost_usd_total");
        double repeated = metric("serai_idempotency_requests_total{result=\"repeated\"}");

        post(Api.OPENAI, Client.body(MODEL, false));

        assertThat(metric("gen_ai_client_operation_duration_seconds_count"))
                .isEqualTo(calls)
                .isPositive();
        assertThat(metric("serai_cost_usd_total")).isEqualTo(cost).isPositive();
        assertThat(metric("serai_idempotency_requests_total{result=\"repeated\"}"))
                .isEqualTo(repeated + 1);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherRequestWithTheSameKey(Api api) {
        post(api, Client.body(MODEL, false));
        long started = started();

        Reply other = post(api, Client.body(MODEL, true));
        Reply elsewhere = client.post(
                api,
                TestGateway.KEY,
                Map.of("idempotency-key", key, "x-serai-residency", "eu"),
                Client.body(MODEL, false));

        for (Reply each : List.of(other, elsewhere)) {
            assertThat(each.status()).isEqualTo(409);
            assertThat(each.header("x-serai-code")).isEqualTo("idempotency_conflict");
            assertThat(each.header("x-should-retry")).isEqualTo("false");
            assertThat(each.headers()).doesNotContainKey("retry-after");
            assertThat(each.body()).contains("was used for another request").doesNotContain(key);
        }
        assertThat(started()).isEqualTo(started);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void triesAgainWhatARetryCanCure(boolean stream) {
        String body = Client.body("gemini-2.5-flash", stream);
        gateway.simulator().faults().put("down", "{\"status\":500}");
        Reply failed = post(Api.OPENAI, body);
        gateway.simulator().faults().clear();
        List<Reply> replies = new ArrayList<>();

        // a circuit breaker may have to close first
        assertThat(Waiting.until(LONG, () -> {
                    replies.add(post(Api.OPENAI, body));
                    return replies.getLast().status() == 200;
                }))
                .isTrue();

        assertThat(failed.status()).isEqualTo(502);
        assertThat(replies).allSatisfy(each -> assertThat(each.headers()).doesNotContainKey(REPLAYED));
        assertThat(post(Api.OPENAI, body).header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void keepsARefusalThatNoRetryCures() {
        String body = Client.body(MODEL, false).replace("Hello", "Where can I buy a howitzer?");
        Reply first = post(Api.OPENAI, body);

        Reply second = post(Api.OPENAI, body);

        assertThat(first.header("x-serai-code")).isEqualTo("blocked_by_guardrail");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("x-serai-code")).isEqualTo("blocked_by_guardrail");
        assertThat(second.header(REPLAYED)).isEqualTo("true");
    }

    @ParameterizedTest
    @EnumSource
    void refusesARequestThatIsBeingAnsweredAndTriesAgainOnceItsClientHasLeft(Api api) {
        String body = Client.body(MODEL, true);
        gateway.simulator().faults().put("slow", "{\"chunks\":3000,\"pauseMs\":10}");
        try (OpenStream stream =
                OpenStream.of(gateway, api, TestGateway.KEY, "idempotency-key: " + key + "\r\n", body)) {
            assertThat(Waiting.until(LONG, stream::hasBegun)).isTrue();

            Reply second = post(api, body);

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.header("x-serai-code")).isEqualTo("idempotency_conflict");
            assertThat(second.header("retry-after")).isEqualTo("1");
            assertThat(second.headers()).doesNotContainKey("x-should-retry");
        }
        gateway.simulator().faults().clear();

        assertThat(Waiting.until(LONG, () -> post(api, body).status() == 200)).isTrue();
        assertThat(post(api, body).header(REPLAYED)).isEqualTo("true");
    }

    @Test
    void triesAStreamAgainThatBrokeOff() {
        String body = Client.body("gpt-4o-mini", true);
        gateway.simulator().faults().put("cut", "{\"cutAfterChunks\":3}");
        Reply broken = post(Api.OPENAI, body);
        gateway.simulator().faults().clear();

        assertThat(broken.torn()).isTrue();
        assertThat(Waiting.until(LONG, () -> post(Api.OPENAI, body).status() == 200))
                .isTrue();
        assertThat(post(Api.OPENAI, body).header(REPLAYED)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersALongReplyOnce(boolean stream) {
        gateway.simulator().faults().put("long", "{\"text\":\"" + "word ".repeat(4_000) + "\"}");
        String body = Client.body(MODEL, stream).replace("64", "8000");
        Reply first = post(Api.OPENAI, body);

        Reply second = post(Api.OPENAI, body);

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.body().length()).isGreaterThan(8 * 1024);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.header("x-should-retry")).isEqualTo("false");
        assertThat(second.body()).contains("too long to be kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant/demo", "route/openai-chat", "global/all"})
    void givesNoReplyOfWhatIsSwitchedOff(String path) {
        Reply first = post(Api.OPENAI, Client.body(MODEL, false));
        admin("PUT", "/admin/v1/kill-switches/" + path, "{\"reason\": \"test\"}");
        Reply off = post(Api.OPENAI, Client.body(MODEL, false));
        admin("DELETE", "/admin/v1/kill-switches/" + path, "");
        Reply on = post(Api.OPENAI, Client.body(MODEL, false));

        assertThat(off.status()).isEqualTo(503);
        assertThat(off.header("x-serai-code")).isEqualTo("switched_off");
        assertThat(on.body()).isEqualTo(first.body());
        assertThat(on.header(REPLAYED)).isEqualTo("true");
    }

    private Reply post(Api api, String body) {
        return client.post(api, TestGateway.KEY, Map.of("idempotency-key", key), body);
    }

    private static Reply admin(String method, String path, String body) {
        return client.admin(method, path, TestGateway.ADMIN_KEY, body);
    }

    private static long started() {
        return gateway.simulator().counts().started();
    }

    /** The sum of all series whose line begins so. */
    private static double metric(String prefix) {
        return admin("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
