package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kill switches of mode cut end calls that are under way. */
class CutTest {
    private static final Logger LOG = LoggerFactory.getLogger(CutTest.class);
    private static final String ROOT = "/admin/v1/kill-switches/";
    private static final Duration LONG = Duration.ofSeconds(10);
    /** Ten times what is promised, for machines that are busy; the log tells how long it took. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int STREAMS = 100;
    private static final List<Api> APIS = List.of(Api.OPENAI, Api.ANTHROPIC);

    private static TestGateway gateway;
    private static Client client;

    private final List<String> thrown = new ArrayList<>();

    @BeforeAll
    static void start() {
        Overlay overlay = new Overlay();
        for (String dialect : Matrix.DIALECTS) {
            overlay.provider(dialect, dialect, dialect + ".test");
            overlay.model(dialect + "-slow", new Place(dialect + "-slow-1", dialect, dialect + "-slow", false));
            overlay.model(
                    dialect + "-hanging",
                    new Place(dialect + "-hanging-1", dialect, dialect + "-hanging", false),
                    new Place(dialect + "-hanging-2", dialect, dialect + "-second", false));
        }
        gateway = TestGateway.start(overlay.yaml());
        client = new Client(gateway);
        for (String dialect : Matrix.DIALECTS) {
            String slow = dialect + "-slow";
            gateway.simulator().faults().put(slow, "{\"model\":\"" + slow + "\",\"chunks\":600,\"pauseMs\":50}");
            String hanging = dialect + "-hanging";
            gateway.simulator().faults().put(hanging, "{\"model\":\"" + hanging + "\",\"hang\":true}");
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void takeBack() {
        thrown.forEach(path -> client.admin("DELETE", ROOT + path, TestGateway.ADMIN_KEY, ""));
        Patience.until(() -> gateway.simulator().counts().open() == 0, LONG);
    }

    @Test
    void endsAHundredStreamsAtOnceAndAbortsTheirProviders() {
        double failedBefore = failed();
        long abortedBefore = gateway.simulator().counts().aborted();
        List<OpenStream> streams = open(STREAMS);

        long began = System.nanoTime();
        put("tenant/demo", "cut");
        long last = 0;
        for (OpenStream stream : streams) {
            last = Math.max(last, stream.awaitEnd(LONG));
        }
        Patience.until(() -> gateway.simulator().counts().open() == 0, LONG);
        Duration aborted = Duration.ofNanos(System.nanoTime() - began);
        Duration seen = Duration.ofNanos(last - began);
        LOG.warn("{} streams cut: seen by the last client after {}, by all providers after {}", STREAMS, seen, aborted);

        assertThat(seen).isLessThan(SOON);
        assertThat(aborted).isLessThan(SOON);
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.text()).contains("an operator has switched this off"));
        assertThat(streams).allSatisfy(stream -> assertThat(stream.text()).doesNotContain("[DONE]", "message_stop"));
        assertThat(gateway.simulator().counts().aborted() - abortedBefore).isEqualTo(STREAMS);
        assertThat(failed() - failedBefore).isEqualTo(STREAMS);
        assertBreakersAreClosed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "global/all",
                "route/openai-chat",
                "provider/openai",
                "model/openai-slow",
                "deployment/openai-slow-1"
            })
    void endsWhatASwitchNames(String path) {
        try (OpenStream stream = begun(Api.OPENAI, "openai-slow")) {
            put(path, "cut");

            stream.awaitEnd(LONG);
            assertThat(stream.text()).contains("\"code\":\"switched_off\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "route/anthropic-messages",
                "provider/openai",
                "model/openai-slow",
                "deployment/openai-slow-1",
                "tenant/other"
            })
    void leavesOtherStreamsAlone(String path) {
        try (OpenStream stream = begun(Api.OPENAI, "gemini-slow")) {
            put(path, "cut");

            assertGoesOn(stream);
        }
    }

    @Test
    void leavesStreamsAloneThatOnlyDrain() {
        try (OpenStream stream = begun(Api.ANTHROPIC, "anthropic-slow")) {
            put("global/all", "drain");

            assertGoesOn(stream);
        }
    }

    @Test
    void cutsWhatDrained() {
        try (OpenStream stream = begun(Api.ANTHROPIC, "anthropic-slow")) {
            put("global/all", "drain");
            put("provider/anthropic", "cut");

            stream.awaitEnd(LONG);
            assertThat(stream.text()).contains("event: error");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, false",
        "anthropic, false",
        "gemini, false",
        "bedrock, false",
        "openai, true",
        "anthropic, true",
        "gemini, true",
        "bedrock, true"
    })
    void refusesCallsThatWaitAndTriesNothingElseWhenTheirTenantIsCut(String dialect, boolean stream) {
        long second = gateway.simulator().counts().startedFor(dialect + "-second");
        CompletableFuture<Reply> waiting = waiting(dialect, stream);

        put("tenant/demo", "cut");
        Reply reply = waiting.orTimeout(LONG.toMillis(), TimeUnit.MILLISECONDS).join();

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("x-serai-code")).isEqualTo("switched_off");
        assertThat(reply.body()).contains("tenant/demo");
        assertThat(gateway.simulator().counts().startedFor(dialect + "-second")).isEqualTo(second);
        assertBreakersAreClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "bedrock"})
    void triesAnotherDeploymentWhenOnlyTheOneThatIsWaitedForIsCut(String dialect) {
        CompletableFuture<Reply> waiting = waiting(dialect, true);

        put("deployment/" + dialect + "-hanging-1", "cut");
        Reply reply = waiting.orTimeout(LONG.toMillis(), TimeUnit.MILLISECONDS).join();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-serai-deployment")).isEqualTo(dialect + "-hanging-2");
    }

    @Test
    void letsCallsThatWaitGoOnWhenTheyOnlyDrain() {
        CompletableFuture<Reply> waiting = waiting("openai", false);

        put("deployment/openai-hanging-1", "drain");
        put("deployment/openai-hanging-2", "cut");
        Reply other = client.ask("openai-hanging");

        assertThat(other.status()).isEqualTo(503);
        assertThat(waiting).isNotDone();
        put("global/all", "cut");
        assertThat(waiting.orTimeout(LONG.toMillis(), TimeUnit.MILLISECONDS)
                        .join()
                        .status())
                .isEqualTo(503);
    }

    private void put(String path, String mode) {
        thrown.add(path);
        Reply reply = client.admin(
                "PUT", ROOT + path, TestGateway.ADMIN_KEY, "{\"reason\":\"a test\",\"mode\":\"" + mode + "\"}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** As many as wanted, over both formats of clients and all of providers, that have begun. */
    private static List<OpenStream> open(int count) {
        List<OpenStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String dialect = Matrix.DIALECTS.get(i % Matrix.DIALECTS.size());
            Api api = APIS.get(i / Matrix.DIALECTS.size() % APIS.size());
            streams.add(OpenStream.of(gateway, api, dialect + "-slow"));
        }
        streams.forEach(stream -> Patience.until(stream::hasBegun, LONG));
        return streams;
    }

    private static OpenStream begun(Api api, String model) {
        OpenStream stream = OpenStream.of(gateway, api, model);
        Patience.until(stream::hasBegun, LONG);
        return stream;
    }

    /** A call whose provider has been asked and does not answer. */
    private static CompletableFuture<Reply> waiting(String dialect, boolean stream) {
        String model = dialect + "-hanging";
        long before = gateway.simulator().counts().startedFor(model);
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> reply.complete(client.ask(Api.OPENAI, model, stream, Map.of())));
        Patience.until(() -> gateway.simulator().counts().startedFor(model) > before, LONG);
        return reply;
    }

    private static void assertGoesOn(OpenStream stream) {
        int then = stream.text().length();
        Patience.until(() -> stream.text().length() > then + 500, LONG);
        assertThat(stream.hasEnded()).isFalse();
        assertThat(stream.text()).doesNotContain("switched");
    }

    private static void assertBreakersAreClosed() {
        assertThat(metrics("serai_breaker_state")).isNotEmpty().containsOnly(0.0);
    }

    private static double failed() {
        return metrics("gen_ai_client_operation_duration_seconds_count{error_type=\"failed\"").stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static List<Double> metrics(String prefix) {
        return client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }
}
