package gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.killswitch.Switches;
import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Attempt;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Routing;
import gateway.model.Tenant;
import gateway.model.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionJsonTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deployment EU = Examples.deployment("eu", Residency.EU, 0, 1);
    private static final Deployment EU_2 = Examples.deployment("eu-2", Residency.EU, 1, 1);
    private static final Deployment US = Examples.deployment("us", Residency.ANY, 0, 1);
    private static final Tenant CLINIC = new Tenant("clinic", "surgery", "clinic-key", Residency.EU, null, null);
    private static final String SECRET = "MARKER-of-a-client";

    private final List<Integer> lost = new ArrayList<>();
    private final DecisionRecorder recorder = new DecisionRecorder(
            () -> new Switches(3, Map.of()), () -> NOW, () -> 21_000_000, 10, (records, cause) -> lost.add(records));
    private final DecisionJson json =
            new DecisionJson(() -> Registry.of(7, List.of(EU, EU_2, US), Map.of("best", "sonnet")));

    @Test
    void tellsWhoServedWhereAndWhatItTook() throws JsonProcessingException {
        Plan plan = Examples.plan(Examples.chat(true), CLINIC, EU, EU_2, US)
                .without("residency", each -> each.residency() == Residency.EU ? null : "not in the EU");
        Attempt failed = new Attempt.Failed(
                EU_2, 1_500_000, new Failure(Kind.BROKEN, 500, "http_500", new Redacted(SECRET), null));
        Attempt open = new Attempt.Failed(EU_2, 0, Failure.of(Kind.NOT_CALLED, "breaker_open"));
        Outcome outcome = Examples.outcome(plan, Examples.whole(SECRET, null), failed, open);

        StoredDecision stored = record(outcome, Exit.COMPLETE, null);

        assertThat(stored)
                .isEqualTo(new StoredDecision(
                        "request-1",
                        // received at tick 1,000, it is tick 21,000,000 now
                        NOW.minusNanos(20_999_000),
                        "clinic",
                        "sonnet",
                        "eu",
                        "eu-central-1",
                        "eu",
                        "eu",
                        "complete",
                        "chatcmpl-request-1",
                        stored.json()));
        assertThat(read(stored)).isEqualTo(new ObjectMapper().readTree("""
                {
                  "id": "request-1", "at": "2026-11-24T11:59:59.979001Z", "result": "complete",
                  "tenant": "clinic", "team": "surgery", "key": "clinic-key", "route": "openai-chat",
                  "dialect": "openai", "stream": true, "model": "sonnet", "required": "eu",
                  "revision": {"registry": 7, "switches": 3},
                  "steps": [
                    {"stage": "residency", "removed": ["us: not in the EU"]},
                    {"stage": "choose", "note": "priority/1 over 2"},
                    {"stage": "call", "removed": ["eu-2: http_500", "eu-2: breaker_open"], "note": "answered by eu"}
                  ],
                  "policy": "priority/1", "propensity": 1.0, "ranked": ["eu", "eu-2"],
                  "attempts": [
                    {"deployment": "eu-2", "provider": "anthropic", "region": "eu-central-1",
                     "host": "eu.api.openai.com", "residency": "eu", "called": true, "ms": 1.5,
                     "failure": {"kind": "broken", "code": "http_500", "status": 500}},
                    {"deployment": "eu-2", "called": false,
                     "failure": {"kind": "not_called", "code": "breaker_open"}},
                    {"deployment": "eu", "provider": "anthropic", "region": "eu-central-1",
                     "host": "eu.api.openai.com", "residency": "eu", "called": true, "ms": 0.002}
                  ],
                  "completion": "chatcmpl-request-1",
                  "receipt": {"deployment": "eu", "provider": "anthropic", "region": "eu-central-1",
                    "host": "eu.api.openai.com", "residency": "eu"},
                  "usage": {"input_tokens": 100, "cache_read_tokens": 10, "cache_write_tokens": 0,
                    "cache_write_1h_tokens": 0, "output_tokens": 50, "reasoning_tokens": 5, "image_tokens": 0,
                    "estimated": false},
                  "cost_micro_usd": 1023, "price": {}, "overhead_us": 0, "first_byte_ms": 0.008, "total_ms": 19.999
                }
                """));
    }

    @Test
    void tellsAStreamThatWasCutFromOneThatBroke() throws JsonProcessingException {
        Outcome outcome = Examples.outcome(Examples.plan(EU), Examples.whole("", null));

        StoredDecision cut = record(outcome, Exit.FAILED, Failure.of(Kind.CUT, "switched_off"));
        StoredDecision broken = record(outcome, Exit.FAILED, Failure.of(Kind.BROKEN, "cut"));
        StoredDecision left = record(outcome, Exit.CANCELLED, null);

        assertThat(List.of(cut.result(), broken.result(), left.result()))
                .containsExactly("switched_off", "failed", "cancelled");
        assertThat(read(broken).at("/failure/code").asText()).isEqualTo("cut");
    }

    @Test
    void tellsWhatWasNotTriedWhenACallIsRefused() throws JsonProcessingException {
        Attempt late = new Attempt.Failed(EU, 9_000_000, Failure.of(Kind.TIMEOUT, "timeout"));
        RefusedException refused = new RefusedException(
                new Refusal.DeadlineExceeded(java.time.Duration.ofSeconds(1)),
                Examples.decision(Examples.plan(Examples.chat(false), CLINIC, EU, EU_2)),
                List.of(late));

        recorder.refused("request-1", 504, "deadline_exceeded", refused, List.of());
        StoredDecision stored = written();

        assertThat(stored.result()).isEqualTo("deadline_exceeded");
        assertThat(stored.deployment()).isNull();
        assertThat(stored.required()).isEqualTo("eu");
        assertThat(read(stored).path("status").asInt()).isEqualTo(504);
        assertThat(read(stored).at("/steps/1/removed").toString()).isEqualTo("[\"eu: timeout\",\"eu-2: not tried\"]");
        assertThat(read(stored).path("total_ms").asDouble()).isEqualTo(20.999);
    }

    @Test
    void namesTheSwitchThatRefused() throws JsonProcessingException {
        recorder.refused(
                "r", 503, "switched_off", Examples.plan(EU).refuse(new Refusal.SwitchedOff("tenant/demo")), List.of());

        assertThat(read(written()).path("switch").asText()).isEqualTo("tenant/demo");
    }

    @Test
    void keepsWhatIsKnownOfARequestThatCouldNotBeRead() throws JsonProcessingException {
        recorder.refused(
                "r", 400, "invalid_request", new RefusedException(new Refusal.Malformed(SECRET, SECRET)), List.of());
        StoredDecision stored = written();

        assertThat(stored.json())
                .isEqualTo("{\"id\":\"r\",\"at\":\"2026-11-24T12:00:00Z\",\"result\":"
                        + "\"invalid_request\",\"status\":400,\"steps\":[],\"attempts\":[]}");
        assertThat(List.of(stored.tenant(), stored.model())).containsOnly("");
        assertThat(stored.required()).isEqualTo("any");
    }

    @Test
    void keepsNamesOfModelsThatAreOursAlone() {
        assertThat(model("best")).isEqualTo("best");
        assertThat(model("auto:cheap")).isEqualTo("auto:cheap");
        assertThat(model(SECRET)).isEmpty();
        assertThat(model("auto:" + SECRET)).isEmpty();
    }

    @Test
    void keepsWhatALearningRouterSawAndExpected() throws JsonProcessingException {
        Context context = new Context("f1", new double[] {0.123456789, -1.0 / 3, 0, 12_345_678.9});
        Routing routing = new Routing(
                "balanced",
                0.2,
                0.01,
                context,
                List.of(
                        new Routing.Candidate("opus", "us", 0.9, 0.012345678, 1.5, 0.8, 2.0 / 3),
                        new Routing.Candidate("sonnet", "eu", 0.7, 0.001, 0.5, Double.NaN, 1.0 / 3)),
                true,
                false);
        Deployment opus = Examples.ofModel("opus", US);
        Decision decision = new Decision(Examples.plan(EU, opus), List.of(opus, EU), "bandit/1", 2.0 / 3, routing);

        StoredDecision stored = record(outcome(decision, EU), Exit.COMPLETE, null);

        assertThat(read(stored).path("routing").toString())
                .isEqualTo("{\"objective\":\"balanced\",\"cost_weight\":0.2,\"latency_weight\":0.01,"
                        + "\"explored\":true,\"shadow\":false,\"fallback\":true,\"feature_version\":\"f1\","
                        + "\"features\":[0.123457,-0.333333,0.0,1.23457E7],\"candidates\":["
                        + "{\"model\":\"opus\",\"deployment\":\"us\",\"quality\":0.9,\"usd\":0.0123457,"
                        + "\"seconds\":1.5,\"utility\":0.8,\"propensity\":0.6666666666666666},"
                        + "{\"model\":\"sonnet\",\"deployment\":\"eu\",\"quality\":0.7,\"usd\":0.001,"
                        + "\"seconds\":0.5,\"utility\":0.0,\"propensity\":0.3333333333333333}]}");
        assertThat(RoutingJson.context(stored.json()))
                .isEqualTo(new Context("f1", new double[] {0.123457, -0.333333, 0, 12_345_700}));
        assertThat(read(record(outcome(decision, opus), Exit.COMPLETE, null))
                        .at("/routing/fallback")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void readsNoContextWhereThereIsNone() {
        assertThat(RoutingJson.context("{\"id\":\"r\"}")).isEqualTo(Context.NONE);
        assertThat(RoutingJson.context("{\"routing\":{\"feature_version\":\"f1\",\"features\":[]}}"))
                .isEqualTo(Context.NONE);
        assertThat(RoutingJson.context("{\"routing\":")).isEqualTo(Context.NONE);
    }

    @Test
    void keepsTheIdOfTheAnswerThatTheClientKnowsAndNoOtherWordOfAProvider() throws JsonProcessingException {
        assertThat(answered("chatcmpl-Abc_123.4:5").completion()).isEqualTo("chatcmpl-Abc_123.4:5");
        assertThat(answered("").completion()).isEqualTo("chatcmpl-request-1");
        for (String odd : List.of("two words", "x".repeat(129), "grüße", "a\nb")) {
            StoredDecision stored = answered(odd);
            assertThat(stored.completion()).isNull();
            assertThat(read(stored).has("completion")).isFalse();
        }
    }

    private StoredDecision answered(String id) {
        Outcome outcome = Examples.outcome(Examples.plan(EU), Examples.whole("", null));
        recorder.ended(new Ended(
                outcome,
                Exit.COMPLETE,
                null,
                Usage.NONE,
                false,
                List.of(),
                20_000_000,
                new AnswerForm(id, FinishReason.CONTENT_FILTER, null, null)));
        StoredDecision stored = written();
        assertThat(stored.json()).contains("\"signal\":\"refused\"");
        return stored;
    }

    private static Outcome outcome(Decision decision, Deployment served) {
        Attempt.Answered answer = new Attempt.Answered(served, 1, Examples.whole("", null), List.of());
        return new Outcome(decision, answer, List.of(answer), 9_000);
    }

    private String model(String asked) {
        Plan empty = Examples.plan(Examples.chat(Examples.call(), asked, false), CLINIC);
        recorder.refused("r", 404, "model_not_found", empty.refuse(new Refusal.ModelNotFound(asked)), List.of());
        StoredDecision stored = written();
        assertThat(stored.json()).doesNotContain(SECRET);
        return stored.model();
    }

    private StoredDecision record(Outcome outcome, Exit exit, @Nullable Failure failure) {
        recorder.ended(new Ended(outcome, exit, failure, new Usage(100, 10, 0, 0, 50, 5), false, 1_023, 20_000_000));
        return written();
    }

    private StoredDecision written() {
        return json.write(recorder.take(1).getFirst());
    }

    private static JsonNode read(StoredDecision stored) throws JsonProcessingException {
        return new ObjectMapper().readTree(stored.json());
    }
}
