package gateway.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.FinishReason;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Routing;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.routing.Lesson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Context CONTEXT = new Context("f1", new double[] {1, 0.5});
    private static final Deployment SERVED = Examples.ofModel("haiku", Examples.deployment("served"));
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final List<Lesson> lessons = new ArrayList<>();
    private final List<Signal> seen = new ArrayList<>();
    private long now;
    private final Signals signals = new Signals(
            lessons::add,
            new FeedbackListener() {
                @Override
                public void came(String result) {
                    throw new IllegalStateException("nothing came");
                }

                @Override
                public void seen(Signal signal) {
                    seen.add(signal);
                }
            },
            () -> NOW,
            () -> now,
            new byte[32]);

    @Test
    void learnsNothingFromAnOrdinaryAnswer() {
        end(Exit.COMPLETE, null, form(FinishReason.STOP, null, null));

        assertThat(lessons).isEmpty();
        assertThat(seen).isEmpty();
    }

    @Test
    void learnsOfTheModelThatServedWhatTheRouterSaw() {
        now = 5 * MINUTE;

        end(Exit.COMPLETE, null, form(FinishReason.CONTENT_FILTER, null, null));

        // received at tick 0, it is tick 5 minutes now
        assertThat(lessons).containsExactly(new Lesson("haiku", CONTEXT, 0, 0.2, NOW.minus(Duration.ofMinutes(5))));
        assertThat(seen).containsExactly(Signal.REFUSED);
    }

    @Test
    void learnsFromFailuresOfWhoAnsweredAndNotOfOthers() {
        AnswerForm none = form(null, null, null);

        end(Exit.FAILED, Failure.of(Kind.BROKEN, "cut"), none);
        end(Exit.FAILED, Failure.of(Kind.TIMEOUT, "idle"), none);
        assertThat(seen).containsExactly(Signal.BROKEN, Signal.BROKEN);
        assertThat(lessons).allMatch(lesson -> lesson.reward() == 0);

        end(Exit.FAILED, Failure.of(Kind.CUT, "switched_off"), none);
        end(Exit.FAILED, Failure.of(Kind.BROKEN, "guardrail_unavailable"), none);
        end(Exit.FAILED, Failure.of(Kind.OVER_LIMIT, "limit"), none);
        end(Exit.CANCELLED, null, form(FinishReason.CONTENT_FILTER, false, false));
        assertThat(seen).hasSize(2);
    }

    @Test
    void learnsFromTheFormOfToolCallsAndJson() {
        end(Exit.COMPLETE, null, form(FinishReason.TOOL_CALLS, true, null));
        end(Exit.COMPLETE, null, form(FinishReason.TOOL_CALLS, false, null));
        end(Exit.COMPLETE, null, form(FinishReason.STOP, null, true));
        end(Exit.COMPLETE, null, form(FinishReason.STOP, null, false));

        assertThat(seen)
                .startsWith(Signal.TOOL_CALLS_SOUND)
                .contains(Signal.TOOL_CALLS_WRONG, Signal.FORMAT_SOUND, Signal.FORMAT_WRONG);
        assertThat(lessons.stream().filter(lesson -> lesson.weight() != Signal.REGENERATED.weight()))
                .extracting(Lesson::reward)
                .containsExactly(1.0, 0.0, 1.0, 0.0);
        assertThat(lessons).allMatch(lesson -> lesson.weight() <= 0.2);
    }

    @Test
    void learnsThatAnAnswerWasNotLikedWhenTheSameIsAskedAgain() {
        ask("demo", 0, MINUTE, said("Why is the sky blue?"));
        assertThat(lessons).isEmpty();

        ask("demo", 2 * MINUTE, 3 * MINUTE, said("Why is the sky blue?"));

        assertThat(seen).containsExactly(Signal.REGENERATED);
        assertThat(lessons)
                .singleElement()
                .returns(0.3, Lesson::reward)
                .returns(0.1, Lesson::weight)
                .returns("haiku", Lesson::model)
                .returns(CONTEXT, Lesson::context);
    }

    @Test
    void takesOnlyTheVerySameOfTheSameTenantForARepetition() {
        Message question = said("Why?");
        ask("demo", 0, MINUTE, question);

        ask("other", 2 * MINUTE, 3 * MINUTE, question);
        ask("demo", 2 * MINUTE, 3 * MINUTE, said("Why ?"));
        ask("demo", 2 * MINUTE, 3 * MINUTE, said("Hi"), answered("Hello"), question);
        ask("demo", 2 * MINUTE, 3 * MINUTE, new Message(Role.SYSTEM, question.parts()), question);
        ask("demo", 2 * MINUTE, 3 * MINUTE, said("W", "hy?"));
        ask("demo", 2 * MINUTE, 3 * MINUTE, with("Why?", "cGljdHVyZTE="));
        ask("demo", 2 * MINUTE, 3 * MINUTE, with("Why?", "cGljdHVyZTI="));

        assertThat(lessons).isEmpty();
    }

    @Test
    void takesNoCallForAWordOnAnAnswerThatWasNotThereYet() {
        ask("demo", 0, 2 * MINUTE, said("Why?"));
        ask("demo", MINUTE, 3 * MINUTE, said("Why?"));

        assertThat(lessons).isEmpty();
    }

    @Test
    void takesNoCallForAWordOnAnAnswerOfLongAgo() {
        ask("demo", 0, MINUTE, said("Why?"));
        ask("demo", 11 * MINUTE + 1, 12 * MINUTE, said("Why?"));

        assertThat(lessons).isEmpty();
        ask("demo", 22 * MINUTE, 23 * MINUTE, said("Why?"));
        assertThat(lessons).hasSize(1);
    }

    @Test
    void learnsNothingMoreFromAProgramThatRepeatsItself() {
        for (int i = 0; i < 20; i++) {
            ask("demo", i * MINUTE, i * MINUTE + 1, said("ping"));
        }

        assertThat(lessons).hasSize(Signals.MOST_AGAIN);
    }

    @Test
    void takesNoRepetitionAfterAnAnswerThatBrokeOff() {
        Request.Chat chat = chat("demo", 0, said("Why?"));
        signals.ended(ended(chat, Exit.CANCELLED, null, AnswerForm.UNKNOWN, MINUTE));

        ask("demo", 2 * MINUTE, 3 * MINUTE, said("Why?"));

        assertThat(lessons).isEmpty();
    }

    @Test
    void doesNotHashWhatIsVeryLong() {
        String long1 = "x".repeat(70_000);

        ask("demo", 0, MINUTE, said(long1));
        ask("demo", 2 * MINUTE, 3 * MINUTE, said(long1));

        assertThat(lessons).isEmpty();
    }

    @Test
    void forgetsTheOldestOfVeryMany() {
        ask("demo", 0, 1, said("first"));
        for (int i = 0; i < 10_000; i++) {
            ask("demo", 2, 3, said("other " + i));
        }

        ask("demo", 4, 5, said("first"));
        ask("demo", 4, 5, said("other 9999"));

        assertThat(lessons).hasSize(1);
    }

    private void end(Exit exit, @Nullable Failure failure, AnswerForm form) {
        signals.ended(ended(chat("demo", 0, said("Hello " + seen.size())), exit, failure, form, now));
    }

    private void ask(String tenant, long receivedNanos, long endNanos, Message... messages) {
        signals.ended(ended(
                chat(tenant, receivedNanos, messages),
                Exit.COMPLETE,
                null,
                form(FinishReason.STOP, null, null),
                endNanos,
                tenant));
    }

    private static Ended ended(
            Request.Chat chat, Exit exit, @Nullable Failure failure, AnswerForm form, long endNanos) {
        return ended(chat, exit, failure, form, endNanos, "demo");
    }

    private static Ended ended(
            Request.Chat chat, Exit exit, @Nullable Failure failure, AnswerForm form, long endNanos, String tenant) {
        Tenant owner = new Tenant(tenant, "k", Residency.ANY);
        Deployment first = Examples.deployment("first");
        Routing routing = new Routing("balanced", 0, 0, CONTEXT, List.of(), false, false);
        Decision decision = new Decision(
                Examples.plan(chat, owner, first, SERVED), List.of(first, SERVED), "bandit/1", 0.5, routing);
        Attempt.Answered answer = new Attempt.Answered(SERVED, 1, Examples.whole("", null), List.of());
        Outcome outcome = new Outcome(decision, answer, List.of(answer), 1);
        return new Ended(outcome, exit, failure, Usage.NONE, false, List.of(), endNanos, form);
    }

    private static Request.Chat chat(String tenant, long receivedNanos, Message... messages) {
        Call call = Examples.call();
        Call received = new Call(
                "request-" + tenant + receivedNanos,
                call.route(),
                Dialect.OPENAI,
                receivedNanos,
                call.key(),
                call.wishes(),
                call.relay(),
                call.cancellation());
        Request.Chat chat = Examples.chat(received, "auto", false);
        return chat.rewritten(List.of(messages), List.of(), null, List.of(), Map.of());
    }

    private static AnswerForm form(
            @Nullable FinishReason finish, @Nullable Boolean toolCalls, @Nullable Boolean format) {
        return new AnswerForm("id", finish, toolCalls, format);
    }

    private static Message said(String... texts) {
        List<Part> parts = new ArrayList<>();
        for (String text : texts) {
            parts.add(new Part.Text(text));
        }
        return new Message(Role.USER, parts);
    }

    private static Message with(String text, String picture) {
        return new Message(
                Role.USER, List.of(new Part.Text(text), new Part.Image(new Media("image/png", picture, null), null)));
    }

    private static Message answered(String text) {
        return new Message(Role.ASSISTANT, List.of(new Part.Text(text)));
    }
}
