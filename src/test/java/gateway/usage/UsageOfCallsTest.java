package gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.decision.DecisionQuery;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a whole gateway reports of calls that were answered, broken off and refused. */
class UsageOfCallsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String SONNET = "claude-sonnet-4-5";
    private static final String MINI = "gpt-4o-mini";
    private static final int ROUNDS = 5;
    /** Calls of one key in one round, refusals included. */
    private static final int PER_ROUND = 7;

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void reportsToTheMicroDollarWhatTheDecisionsCost() throws Exception {
        List<String> keys = List.of(TestGateway.KEY, newKey());
        gateway.simulator().faults().put("cut", "{\"model\":\"" + MINI + "\",\"cutAfterChunks\":3,\"chunks\":50}");
        client.admin(
                "PUT", "/admin/v1/kill-switches/model/claude-haiku-4-5", TestGateway.ADMIN_KEY, "{\"reason\":\"x\"}");
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String key : keys) {
                clients.add(threads.submit(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        round(key);
                    }
                }));
            }
        }
        for (Future<?> each : clients) {
            each.get();
        }
        client.post(Api.OPENAI, "sk-serai-unknown", Map.of(), Client.body(MINI, false));

        int requests = keys.size() * ROUNDS * PER_ROUND;
        boolean written = Waiting.until(
                LONG,
                () -> requests(report("tenant").path("total")) == requests
                        && decisions().size() == requests);

        assertThat(written).as(report("tenant").toString()).isTrue();
        JsonNode total = report("tenant").path("total");
        assertThat(total.path("refusals").asLong()).isGreaterThanOrEqualTo(2L * ROUNDS * keys.size());
        assertThat(total.path("estimated-calls").asLong()).isPositive();
        assertThat(total.path("cost-micro-usd").asLong()).isPositive();
        assertThat(lines(report("key,model"))).isEqualTo(linesOfDecisions()).hasSizeGreaterThan(4);
    }

    private static void round(String key) {
        client.post(Api.OPENAI, key, Map.of(), Client.body(SONNET, false));
        client.post(Api.ANTHROPIC, key, Map.of(), Client.body(SONNET, true));
        client.post(Api.ANTHROPIC, key, Map.of(), Client.body("claude-sonnet", false));
        client.post(Api.OPENAI, key, Map.of(), Client.body("mistral-small-latest", true));
        client.post(Api.OPENAI, key, Map.of(), Client.body(MINI, true));
        client.post(Api.OPENAI, key, Map.of(), Client.body("no such model", false));
        client.post(Api.ANTHROPIC, key, Map.of(), Client.body("claude-haiku-4-5", true));
    }

    private static String newKey() throws JsonProcessingException {
        Reply made = client.admin("POST", "/admin/v1/keys", TestGateway.ADMIN_KEY, "{\"tenant\":\"demo\"}");
        return JsonCodec.MAPPER.readTree(made.body()).path("key").asText();
    }

    private static JsonNode report(String by) {
        Reply reply = client.admin("GET", "/admin/v1/usage?by=" + by, TestGateway.ADMIN_KEY, "");
        try {
            return JsonCodec.MAPPER.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(reply.body(), e);
        }
    }

    private static long requests(JsonNode amounts) {
        return amounts.path("calls").asLong() + amounts.path("refusals").asLong();
    }

    private static List<StoredDecision> decisions() {
        return gateway.decisions()
                .search(new DecisionQuery(
                        Instant.now().minusSeconds(3_600), Instant.now().plusSeconds(60), "demo", null, null, 1_000));
    }

    /** Calls, refusals, estimates, tokens and cost, by key and model. */
    private static Map<String, List<Long>> lines(JsonNode report) {
        Map<String, List<Long>> lines = new TreeMap<>();
        for (JsonNode row : report.path("rows")) {
            lines.put(
                    row.path("key").asText() + " " + row.path("model").asText(),
                    List.of(
                            row.path("calls").asLong(),
                            row.path("refusals").asLong(),
                            row.path("estimated-calls").asLong(),
                            row.path("input-tokens").asLong(),
                            row.path("output-tokens").asLong(),
                            row.path("cost-micro-usd").asLong()));
        }
        return lines;
    }

    private static Map<String, List<Long>> linesOfDecisions() throws JsonProcessingException {
        Map<String, List<Long>> lines = new TreeMap<>();
        for (StoredDecision decision : decisions()) {
            JsonNode record = JsonCodec.MAPPER.readTree(decision.json());
            long answered = decision.deployment() == null ? 0 : 1;
            List<Long> line = List.of(
                    answered,
                    1 - answered,
                    record.at("/usage/estimated").asBoolean() ? 1L : 0L,
                    record.at("/usage/input_tokens").asLong(),
                    record.at("/usage/output_tokens").asLong(),
                    record.path("cost_micro_usd").asLong());
            lines.merge(record.path("key").asText() + " " + decision.model(), line, UsageOfCallsTest::sum);
        }
        return lines;
    }

    private static List<Long> sum(List<Long> one, List<Long> other) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            sum.add(one.get(i) + other.get(i));
        }
        return sum;
    }
}
