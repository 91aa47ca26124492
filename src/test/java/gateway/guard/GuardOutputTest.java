package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.guard.RemoteGuardrail.Direction;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.Guardrail;
import gateway.model.Json;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.PendingVerdict;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Screening;
import gateway.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardOutputTest {
    private static final GuardPolicy REDACTING = Policies.of(GuardAction.PSEUDONYMISE, GuardAction.REDACT);
    private static final Guardrail REMOTE = new Guardrail(
            "g1", "1", "eu-central-1", Residency.EU, true, true, Guardrail.Mode.BEFORE, Duration.ofSeconds(1));
    private static final Usage USAGE = Usage.of(10, 20);

    @Test
    void restoresWhatTheCallerSentAndTakesOutWhatTheProviderAdds() {
        Answer.Whole answer = answer(
                List.of(
                        new Part.Text("Dear <PERSON_1>, mail x@y.example"),
                        new Part.ToolCall("1", "mail", new Json("{\"to\":\"<EMAIL_1>\",\"cc\":\"x@y.example\"}"), null)),
                REDACTING,
                PendingVerdict.NONE,
                new RemoteVerdict.Passed());

        assertThat(answer.original()).isNull();
        assertThat(answer.completion().content())
                .containsExactly(
                        new Part.Text("Dear Bo \"B\" Ek, mail [EMAIL]"),
                        new Part.ToolCall(
                                "1", "mail", new Json("{\"to\":\"bo@ek.example\",\"cc\":\"[EMAIL]\"}"), null));
    }

    @Test
    void leavesAnAnswerAsItCameInWhichThereIsNothing() {
        Answer.Whole answer = answer(
                List.of(new Part.Text("All is well.")), REDACTING, PendingVerdict.NONE, new RemoteVerdict.Passed());

        assertThat(answer.original()).isNotNull();
    }

    @Test
    void leavesReasoningUnderASealAsItIs() {
        Part.Thinking sealed = new Part.Thinking("think of <PERSON_1>", "seal");

        assertThat(answer(List.of(sealed), REDACTING, PendingVerdict.NONE, new RemoteVerdict.Passed())
                        .completion()
                        .content())
                .containsExactly(sealed);
    }

    @Test
    void endsAsARefusalThatIsPaidForWhenTheAnswerMustNotPass() {
        for (String text : List.of("how vile", "buy a howitzer")) {
            Completion completion = answer(
                            List.of(new Part.Text(text)), REDACTING, PendingVerdict.NONE, new RemoteVerdict.Passed())
                    .completion();

            assertThat(completion.content()).isEmpty();
            assertThat(completion.finish()).isEqualTo(FinishReason.CONTENT_FILTER);
            assertThat(completion.usage()).isEqualTo(USAGE);
        }
    }

    @Test
    void blocksAnAnswerWithPersonalDataWhereThePolicySaysSo() {
        Completion completion = answer(
                        List.of(new Part.Text("mail x@y.example")),
                        Policies.of(GuardAction.FLAG, GuardAction.BLOCK),
                        PendingVerdict.NONE,
                        new RemoteVerdict.Passed())
                .completion();

        assertThat(completion.finish()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void refusesARequestOfWhichAServiceSaysSoBesideTheCall() {
        Refusal late = new Refusal.Blocked(List.of("PROMPT_ATTACK in prompt"));
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> answer(
                        List.of(new Part.Text("all well")), REDACTING, () -> late, new RemoteVerdict.Passed()));

        assertThat(refused.refusal()).isEqualTo(late);
        assertThat(refused.attempts()).hasSize(1);
    }

    @Test
    void takesWhatAServiceMakesOfAnAnswer() {
        GuardPolicy policy = Policies.of(GuardAction.PSEUDONYMISE, GuardAction.FLAG, List.of(REMOTE));

        assertThat(answer(
                                List.of(new Part.Text("for <PERSON_1> of Acme")),
                                policy,
                                PendingVerdict.NONE,
                                new RemoteVerdict.Masked(List.of("for <PERSON_1> of {NAME}")))
                        .completion()
                        .content())
                .containsExactly(new Part.Text("for Bo \"B\" Ek of {NAME}"));
        assertThat(answer(
                                List.of(new Part.Text("for all")),
                                policy,
                                PendingVerdict.NONE,
                                new RemoteVerdict.Blocked(List.of("HATE")))
                        .completion()
                        .finish())
                .isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void refusesWhenAServiceMustSeeAnAnswerAndCannot() {
        GuardPolicy policy = Policies.of(GuardAction.PSEUDONYMISE, GuardAction.FLAG, List.of(REMOTE));
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> answer(
                        List.of(new Part.Text("for all")),
                        policy,
                        PendingVerdict.NONE,
                        new RemoteVerdict.Failed("timeout", true)));

        assertThat(refused.refusal()).isEqualTo(new Refusal.GuardrailUnavailable("timeout"));
    }

    private static Answer.Whole answer(
            List<Part> content, GuardPolicy policy, PendingVerdict pending, RemoteVerdict remote) {
        GuardOutput guard = new GuardOutput(
                Engines::engine,
                new RemoteChecks((_, direction, _) -> remoteFor(direction, remote), GuardListener.NONE, System::nanoTime, Runnable::run),
                GuardListener.NONE,
                System::nanoTime,
                Runnable::run);
        Map<String, String> originals = Map.of("PERSON_1", "Bo \"B\" Ek", "EMAIL_1", "bo@ek.example");
        Plan plan = Examples.plan(Examples.chat(false), Examples.ANYWHERE, Examples.deployment("a"));
        Plan screened = plan.screened(plan.request(), new Screening("general", policy, originals, pending));
        Completion completion = new Completion("1", "sonnet", content, FinishReason.STOP, null, USAGE);
        Outcome outcome = Examples.outcome(
                screened, new Answer.Whole(completion, new Original(Dialect.ANTHROPIC, "{}")));
        return (Answer.Whole) guard.apply(outcome).served().answer();
    }

    private static RemoteVerdict remoteFor(Direction direction, RemoteVerdict verdict) {
        return direction == Direction.OUTPUT ? verdict : new RemoteVerdict.Passed();
    }
}
