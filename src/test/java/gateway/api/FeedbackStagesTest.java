package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.admin.MemoryDecisions;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import gateway.feedback.FeedbackListener;
import gateway.feedback.MemoryFeedback;
import gateway.feedback.RecentDecisions;
import gateway.feedback.Signal;
import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Context;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.routing.Lesson;
import gateway.wire.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stages of {@code feedback.camel.yaml}, in their order. The key of a tenant is its name. */
class FeedbackStagesTest {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final String SECRET = "MARKER of a client";
    private static final String ROUTED = "{\"routing\":{\"feature_version\":\"f1\",\"features\":[0.5,-1]}}";

    private final MemoryDecisions decisions = new MemoryDecisions();
    private final MemoryFeedback store = new MemoryFeedback();
    private final List<Lesson> lessons = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private Instant now = START;
    private final RecentDecisions recent = new RecentDecisions(() -> now, () -> 1_000, 10);
    private final ReadFeedback read = new ReadFeedback(FeedbackStagesTest::tenant);
    private final FindDecision find = new FindDecision(recent, decisions, () -> now);
    private final KeepFeedback keep = new KeepFeedback(
            store,
            lessons::add,
            new FeedbackListener() {
                @Override
                public void came(String result) {
                    results.add(result);
                }

                @Override
                public void seen(Signal signal) {
                    throw new IllegalStateException("nobody looked");
                }
            },
            () -> now);

    @Test
    void learnsFromFeedbackOnTheModelThatServed() {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", "msg_1")));
        now = START.plus(Duration.ofHours(1));

        HttpReply reply = give("demo", "{\"id\":\"req_1\",\"score\":0.25,\"reason\":\"too_long\"}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(HttpCalls.body(reply))
                .isEqualTo("{\"object\":\"feedback\",\"decision\":\"req_1\",\"model\":\"haiku\",\"score\":0.25}");
        assertThat(lessons)
                .containsExactly(new Lesson("haiku", new Context("f1", new double[] {0.5, -1}), 0.25, 1, START));
        assertThat(store.find(List.of("req_1")))
                .containsEntry(
                        "req_1", new Feedback("req_1", START, "demo", "demo-key", "haiku", 0.25, "too_long", now));
        assertThat(results).containsExactly("accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"thumbs\":\"up\"', 1",
        "'\"thumbs\":\"down\"', 0",
        "'\"score\":1', 1",
        "'\"score\":0.0', 0",
        "'\"score\":1e-3,\"thumbs\":null', 0.001"
    })
    void takesThumbsAndScores(String said, double reward) {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", null)));

        give("demo", "{\"id\":\"req_1\"," + said + "}");

        assertThat(lessons).singleElement().returns(reward, Lesson::reward);
    }

    @Test
    void findsTheDecisionByTheIdOfItsAnswer() {
        decisions.append(
                List.of(stored("req_1", "demo", "haiku-eu", "msg_1"), stored("req_2", "other", "haiku-eu", "msg_1")));

        give("demo", "{\"id\":\"msg_1\",\"thumbs\":\"up\"}");

        assertThat(store.find(List.of("req_1", "req_2"))).containsOnlyKeys("req_1");
    }

    @Test
    void worksWhileTheRecordStillWaitsToBeWritten() {
        Plan plan = Examples.plan(Examples.deployment("a"));
        recent.ended(new Ended(
                Examples.outcome(plan, Examples.whole("", null)),
                Exit.COMPLETE,
                null,
                Usage.NONE,
                false,
                List.of(),
                1_000,
                new AnswerForm("msg_1", null, null, null)));

        give("demo", "{\"id\":\"msg_1\",\"thumbs\":\"up\"}");

        assertThat(lessons).singleElement().returns("sonnet", Lesson::model);
        decisions.append(List.of(stored("request-1", "demo", "a", "msg_1")));
        assertRefused("demo", "{\"id\":\"request-1\",\"thumbs\":\"up\"}", 409, "feedback_conflict");
    }

    @Test
    void answersAnotherTenantsIdAsOneThatNobodyHas() {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", "msg_1")));
        recent.refused("req_2", Examples.plan(Examples.deployment("a")).refuse(new Refusal.SwitchedOff("tenant/demo")));

        Problem unknown = refuse("other", "{\"id\":\"req_9\",\"thumbs\":\"up\"}");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("decision_not_found");
        for (String id : List.of("req_1", "msg_1", "req_2")) {
            assertThat(refuse("other", "{\"id\":\"" + id + "\",\"thumbs\":\"up\"}"))
                    .isEqualTo(unknown);
        }
        assertThat(store.find(List.of("req_1"))).isEmpty();
    }

    @Test
    void refusesASecondWordAndKeepsTheFirst() {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", "msg_1")));
        give("demo", "{\"id\":\"req_1\",\"score\":1}");

        assertRefused("demo", "{\"id\":\"req_1\",\"score\":1}", 409, "feedback_conflict");
        assertRefused("demo", "{\"id\":\"msg_1\",\"score\":0}", 409, "feedback_conflict");

        assertThat(lessons).singleElement().returns(1.0, Lesson::reward);
        assertThat(store.find(List.of("req_1")).get("req_1")).isNotNull().returns(1.0, Feedback::score);
    }

    @Test
    void takesFeedbackForSevenDays() {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", null), stored("req_2", "demo", "haiku-eu", null)));

        now = START.plus(Duration.ofDays(7));
        give("demo", "{\"id\":\"req_1\",\"score\":1}");
        now = now.plusNanos(1);
        assertRefused("demo", "{\"id\":\"req_2\",\"score\":1}", 410, "feedback_too_late");

        assertThat(lessons).singleElement().returns(START, Lesson::at);
    }

    @Test
    void refusesAWordOnWhatNobodyAnswered() {
        decisions.append(List.of(stored("req_1", "demo", null, null)));
        recent.refused("req_2", Examples.plan(Examples.deployment("a")).refuse(new Refusal.SwitchedOff("tenant/demo")));

        assertRefused("demo", "{\"id\":\"req_1\",\"score\":1}", 409, "decision_not_answered");
        assertRefused("demo", "{\"id\":\"req_2\",\"score\":1}", 409, "decision_not_answered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`id`:`req_1`,`score`:1.01}|score|from 0 to 1",
                "{`id`:`req_1`,`score`:-0.5}|score|from 0 to 1",
                "{`id`:`req_1`,`score`:1e999}|score|from 0 to 1",
                "{`id`:`req_1`,`score`:`1`}|score|from 0 to 1",
                "{`id`:`req_1`,`score`:true}|score|from 0 to 1",
                "{`id`:`req_1`}|score|either 'score'",
                "{`id`:`req_1`,`score`:1,`thumbs`:`up`}|score|either 'score'",
                "{`id`:`req_1`,`thumbs`:`UP`}|thumbs|\"up\" or \"down\"",
                "{`id`:`req_1`,`thumbs`:1}|thumbs|\"up\" or \"down\"",
                "{`score`:1}|id|is missing",
                "{`id`:``,`score`:1}|id|1 to 128",
                "{`id`:`two words`,`score`:1}|id|1 to 128",
                "{`id`:7,`score`:1}|id|1 to 128",
                "{`id`:`req_1`,`score`:1,`reason`:`Too long`}|reason|small letter",
                "{`id`:`req_1`,`score`:1,`reason`:``}|reason|small letter",
                "{`id`:`req_1`,`score`:1,`reason`:`grün`}|reason|small letter",
                "{`id`:`req_1`,`score`:1,`reason`:7}|reason|small letter",
                "{`id`:`req_1`,`score`:1,`comment`:`MARKER of a client`}||nothing else",
                "[]||JSON object"
            })
    void saysWhichFieldIsWrong(String body, @Nullable String field, String problem) {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", null)));

        Problem told = refuse("demo", body.replace('`', '"'));

        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("invalid_request");
        assertThat(told.param()).isEqualTo(field);
        assertThat(told.message()).contains(problem).doesNotContain(SECRET);
        assertThat(lessons).isEmpty();
    }

    @Test
    void refusesLongReasonsAndLargeBodies() {
        String longReason = "{\"id\":\"req_1\",\"score\":1,\"reason\":\"" + "x".repeat(65) + "\"}";
        assertThat(refuse("demo", longReason).param()).isEqualTo("reason");
        assertThat(refuse("demo", " ".repeat(16 * 1024) + "{}").status()).isEqualTo(413);
    }

    @Test
    void asksForAKey() {
        assertThat(refuse("nobody", "{\"id\":\"req_1\",\"score\":1}").status()).isEqualTo(401);
    }

    @Test
    void saysThatTheStoreIsAwayAndLearnsNothing() {
        decisions.append(List.of(stored("req_1", "demo", "haiku-eu", null)));
        store.fail(true);
        assertRefused("demo", "{\"id\":\"req_1\",\"score\":1}", 503, "store_unavailable");
        assertThat(lessons).isEmpty();

        store.fail(false);
        give("demo", "{\"id\":\"req_1\",\"score\":1}");
        assertThat(lessons).hasSize(1);
    }

    private HttpReply give(String tenant, String body) {
        return keep.apply(find.apply(read.apply(HttpCalls.post(Map.of("x-api-key", tenant), body))));
    }

    private Problem refuse(String tenant, String body) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> give(tenant, body));
        return Problems.of(refused.refusal(), "request-1");
    }

    private void assertRefused(String tenant, String body, int status, String code) {
        Problem told = refuse(tenant, body);
        assertThat(told.status()).isEqualTo(status);
        assertThat(told.code()).isEqualTo(code);
    }

    private static @Nullable Tenant tenant(String key) {
        return key.equals("nobody") ? null : new Tenant(key, key + "-key", Residency.ANY);
    }

    private static StoredDecision stored(
            String id, String tenant, @Nullable String deployment, @Nullable String completion) {
        return new StoredDecision(
                id, START, tenant, "haiku", deployment, "eu", "any", "eu", "complete", completion, ROUTED);
    }
}
