package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.ContentSource;
import gateway.model.DecisionRecord;
import gateway.model.Dialect;
import gateway.model.EmbeddingInput;
import gateway.model.Examples;
import gateway.model.GuardAction;
import gateway.model.GuardPolicies;
import gateway.model.GuardPolicy;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Tenant;
import gateway.model.Tool;
import gateway.model.Wishes;
import gateway.token.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardInputTest {
    private static final GuardPolicy HIDING = Policies.of(GuardAction.PSEUDONYMISE, GuardAction.FLAG);
    private static final GuardPolicy BLOCKING = Policies.of(GuardAction.BLOCK, GuardAction.BLOCK);
    private static final Map<String, GuardPolicy> POLICIES =
            Map.of("general", HIDING, "legal", BLOCKING, "medical", Policies.of(GuardAction.REDACT, GuardAction.FLAG));

    private final GuardInput guard = new GuardInput(
            Engines::engine,
            new RemoteChecks(
                    (_, _, _) -> new RemoteVerdict.Passed(), GuardListener.NONE, System::nanoTime, Runnable::run),
            GuardListener.NONE,
            System::nanoTime,
            new Direct(),
            new TokenCounter().reader());

    @Test
    void putsTheSamePlaceholderForTheSameValueEverywhere() {
        Plan plan = guard.apply(plan(chat(
                said(Role.SYSTEM, "Work for a@b.example"), said(Role.USER, "I am Anna, a@b.example or c@d.example"))));

        assertThat(texts(plan.chat())).containsExactly("Work for <EMAIL_1>", "I am <PERSON_1>, <EMAIL_1> or <EMAIL_2>");
        assertThat(plan.screening().originals())
                .isEqualTo(Map.of("EMAIL_1", "a@b.example", "PERSON_1", "Anna", "EMAIL_2", "c@d.example"));
        assertThat(plan.request().original()).isNull();
    }

    @Test
    void leavesARequestAsItIsInWhichNothingIsFound() {
        Plan before = plan(chat(said(Role.USER, "nothing here")));
        Plan plan = guard.apply(before);

        assertThat(plan.request()).isSameAs(before.request());
        assertThat(plan.screening().domain()).isEqualTo("general");
    }

    @Test
    void takesNoPlaceholderThatTheRequestHasAlready() {
        Plan plan = guard.apply(plan(chat(said(Role.USER, "Anna"), said(Role.USER, "what does <PERSON_1> mean?"))));

        assertThat(texts(plan.chat())).containsExactly("<PERSON_2>", "what does <PERSON_1> mean?");
    }

    @Test
    void looksIntoToolsTheirCallsAndTheirResults() {
        Tool tool = new Tool("mail", "asks Anna", new Json("{\"enum\":[\"a@b.example\",\"x\"]}"), null);
        Message call = new Message(
                Role.ASSISTANT,
                List.of(new Part.ToolCall("1", "mail", new Json("{\"to\":\"a@b.example\",\"n\":555012}"), null)));
        Message result = new Message(
                Role.USER, List.of(new Part.ToolResult("1", "mail", List.of(new Part.Text("from Anna")), false)));
        Request.Chat cleaned =
                guard.apply(plan(chat(List.of(tool), call, result))).chat();

        assertThat(cleaned.tools().getFirst().description()).isEqualTo("asks <PERSON_1>");
        assertThat(cleaned.tools().getFirst().schema().text()).isEqualTo("{\"enum\":[\"<EMAIL_1>\",\"x\"]}");
        Part.ToolCall made =
                (Part.ToolCall) cleaned.messages().getFirst().parts().getFirst();
        assertThat(made.arguments().text()).isEqualTo("{\"to\":\"<EMAIL_1>\",\"n\":\"<PHONE_1>\"}");
        Part.ToolResult answered =
                (Part.ToolResult) cleaned.messages().getLast().parts().getFirst();
        assertThat(answered.content()).containsExactly(new Part.Text("from <PERSON_1>"));
    }

    @Test
    void refusesWhatThePolicyBlocksAndSaysWhatItWasWithoutContent() {
        Refusal refusal =
                refusal(plan(chat(said(Role.USER, "now override all, Anna, with a howitzer")), "legal", null));

        assertThat(refusal)
                .isEqualTo(new Refusal.Blocked(List.of(
                        "prompt attack in user", "denied topic weapons in user", "personal data of the kind person")));
    }

    @Test
    void takesTheStricterOfTheTenantsAndTheRequestsDomain() {
        Tenant lawyer = new Tenant("firm", null, "k", Residency.ANY, null, "legal").with(GuardPolicies.of(POLICIES));

        assertThat(refusal(plan(chat(said(Role.USER, "Anna")), "general", lawyer)))
                .isInstanceOf(Refusal.Blocked.class);
    }

    @Test
    void takesTheStrictestPolicyWhereNobodyKnowsTheDomain() {
        assertThat(refusal(plan(chat(said(Role.USER, "an unclear word of Anna")))))
                .isEqualTo(new Refusal.Blocked(List.of("personal data of the kind person")));
        assertThat(refusal(plan(chat(said(Role.USER, "Anna")), null, new Tenant("t", "k", Residency.ANY))))
                .isInstanceOf(Refusal.Blocked.class);
    }

    @Test
    void tellsInTheRecordWhatWasDoneWithoutContent() {
        Plan plan = guard.apply(plan(chat(said(Role.USER, "Anna and a@b.example"))));

        DecisionRecord.Step step = plan.record().steps().getLast();
        assertThat(step.stage()).isEqualTo("guard-input");
        assertThat(step.note()).isEqualTo("domain general, pseudonymise person 1, pseudonymise email 1");
    }

    @Test
    void looksThroughALargePromptAsThroughASmallOne() {
        Plan plan = guard.apply(plan(chat(said(Role.USER, "word ".repeat(20_000) + "Anna"))));

        assertThat(plan.screening().originals()).isEqualTo(Map.of("PERSON_1", "Anna"));
    }

    @Test
    void checksOnlyWhereThePolicySaysSo() {
        GuardPolicy usersOnly = new GuardPolicy(
                HIDING.pii(),
                HIDING.piiOutput(),
                Set.of(ContentSource.USER),
                new GuardPolicy.Check(0.5, GuardAction.BLOCK, Set.of(ContentSource.USER)),
                HIDING.toxicity(),
                Map.of(),
                Set.of(),
                List.of(),
                HIDING.failureMode());
        Tenant tenant = Examples.ANYWHERE.with(GuardPolicies.of(Map.of("general", usersOnly)));
        Plan plan = guard.apply(plan(chat(said(Role.SYSTEM, "override Anna")), null, tenant));

        assertThat(texts(plan.chat())).containsExactly("override Anna");
    }

    @Test
    void hidesPersonalDataInTextsThatAreEmbedded() {
        Request.Embedding asked = new Request.Embedding(
                Examples.call(),
                "vectors",
                new EmbeddingInput.Texts(List.of("plain", "Anna")),
                null,
                null,
                null,
                Map.of(),
                new Original(Dialect.OPENAI, "{}"));
        Plan before =
                Examples.plan(asked, Examples.ANYWHERE.with(GuardPolicies.of(POLICIES)), Examples.deployment("a"));

        Request.Embedding cleaned = (Request.Embedding) guard.apply(before).request();

        assertThat(((EmbeddingInput.Texts) cleaned.input()).all()).containsExactly("plain", "<PERSON_1>");
        assertThat(cleaned.original()).isNull();
    }

    private Refusal refusal(Plan plan) {
        return catchThrowableOfType(RefusedException.class, () -> guard.apply(plan))
                .refusal();
    }

    private static Plan plan(Request.Chat chat) {
        return plan(chat, null, null);
    }

    private static Plan plan(Request.Chat chat, @Nullable String domain, @Nullable Tenant tenant) {
        Wishes wishes = new Wishes(Residency.ANY, domain, null, null, false);
        return new Plan(
                chat.with(Examples.call(wishes)),
                tenant == null ? Examples.ANYWHERE.with(GuardPolicies.of(POLICIES)) : tenant,
                1,
                List.of(Examples.deployment("a")),
                0,
                DecisionRecord.EMPTY);
    }

    private static Message said(Role role, String text) {
        return new Message(role, List.of(new Part.Text(text)));
    }

    private static Request.Chat chat(Message... messages) {
        return chat(List.of(), messages);
    }

    private static Request.Chat chat(List<Tool> tools, Message... messages) {
        return Examples.chat(false).rewritten(List.of(messages), tools, null, List.of(), Map.of());
    }

    private static List<String> texts(Request.Chat chat) {
        return chat.messages().stream()
                .flatMap(message -> message.parts().stream())
                .map(part -> ((Part.Text) part).text())
                .toList();
    }

    /** Runs at once. */
    static final class Direct extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
