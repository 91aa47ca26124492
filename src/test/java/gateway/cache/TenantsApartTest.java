package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cache.CacheListener.Result;
import gateway.metering.AnswerForm;
import gateway.metering.Ended;
import gateway.model.Answer;
import gateway.model.CacheRules;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.Message;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Recall;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.model.Wishes;
import gateway.residency.ResidencyFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whoever asks whatever in whichever order: a kept answer is the tenant's own, to that question, and from a place
 * allowed.
 */
class TenantsApartTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Deployment ANYWHERE = Examples.deployment("us", Residency.ANY, 0, 1);
    private static final Deployment INSIDE = Examples.deployment("eu", Residency.EU, 1, 1);

    /** One question. */
    record Asked(String tenant, String text, boolean system, boolean eu, boolean usOff, boolean alike) {
        /** All by which the answers to two questions may differ. */
        String essence() {
            return tenant + "|" + Wording.essence(text) + "|" + system + "|" + alike;
        }
    }

    @Provide
    Arbitrary<List<Asked>> questions() {
        Arbitrary<String> text = Arbitraries.of(
                "What is 2 and 2?",
                "what is 2 and 2",
                "What is 2 and 3?",
                "Is it not safe?",
                "Is it safe?",
                "Tell me, is it safe");
        Arbitrary<Boolean> flag = Arbitraries.of(true, false);
        return Combinators.combine(Arbitraries.of("a", "b", "ab"), text, flag, flag, flag, flag)
                .as(Asked::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(40);
    }

    @Property(tries = 300)
    void givesEachTenantItsOwn(@ForAll("questions") List<Asked> questions) {
        List<Result> results = new ArrayList<>();
        RecallAnswer recall = recall(results);
        for (int i = 0; i < questions.size(); i++) {
            Asked asked = questions.get(i);
            Plan plan = recall.apply(plan(asked));
            if (plan.recall() instanceof Recall.Hit hit) {
                String said = hit.completion().content().getFirst() instanceof Part.Text text ? text.text() : "";
                assertThat(said).endsWith("|" + asked.essence());
                assertThat(plan.candidates()).contains(hit.deployment());
                if (asked.eu()) {
                    assertThat(hit.deployment().residency()).isEqualTo(Residency.EU);
                }
                if (asked.usOff()) {
                    assertThat(hit.deployment()).isNotEqualTo(ANYWHERE);
                }
            } else {
                answer(plan, i + "|" + asked.essence());
            }
        }
        assertThat(results).hasSize(questions.size());
    }

    @Property(tries = 200)
    void theSameQuestionAgainIsAnswered(@ForAll("questions") List<Asked> questions) {
        RecallAnswer recall = recall(new ArrayList<>());
        for (Asked asked : questions) {
            Plan plan = recall.apply(plan(asked));
            if (!plan.isRecalled()) {
                answer(plan, asked.essence());
            }

            assertThat(recall.apply(plan(asked)).isRecalled()).isTrue();
        }
    }

    private static RecallAnswer recall(List<Result> results) {
        MemoryAnswers answers = new MemoryAnswers(1 << 20, () -> NOW);
        LikeQuestions alike = new LikeQuestions(new WordEmbedder(), answers, 100, 1 << 20);
        CacheListener listener = new CacheListener() {
            @Override
            public void looked(String tenant, Result result, Duration took) {
                results.add(result);
            }

            @Override
            public void kept(String tenant) {}
        };
        return new RecallAnswer(answers, alike, listener, () -> NOW, () -> 0, 10_000);
    }

    private static Plan plan(Asked asked) {
        List<Message> messages = new ArrayList<>();
        if (asked.system()) {
            messages.add(new Message(Role.SYSTEM, List.of(new Part.Text("Be brief."))));
        }
        messages.add(new Message(Role.USER, List.of(new Part.Text(asked.text()))));
        Wishes wishes = asked.eu() ? Examples.inEu() : Wishes.NONE;
        Request.Chat chat = Examples.chat(Examples.call(wishes), asked.alike() ? "alike" : "exact", false)
                .rewritten(messages, List.of(), null, List.of(), Map.of());
        Tenant tenant = new Tenant(asked.tenant(), "key", Residency.ANY)
                .with(new CacheRules(
                        null,
                        Map.of(
                                "exact", new CacheRules.Rule(Duration.ofHours(1), null),
                                "alike", new CacheRules.Rule(Duration.ofHours(1), 0.5))));
        Set<Deployment> off = asked.usOff() ? Set.of(ANYWHERE) : Set.of();
        Plan plan = new ResidencyFilter().apply(Examples.plan(chat, tenant, ANYWHERE, INSIDE));
        return plan.without("kill-switch", each -> off.contains(each) ? "switched off" : null);
    }

    /** What the chain does behind the look-up, with an answer that comes to a good end. */
    private static void answer(Plan plan, String text) {
        Completion completion =
                new Completion("id", "model", List.of(new Part.Text(text)), FinishReason.STOP, null, null);
        Outcome outcome = new KeepAnswer(10_000).apply(Examples.outcome(plan, new Answer.Whole(completion, null)));
        AnswerForm form = new AnswerForm("id", FinishReason.STOP, null, null);
        new KeepAtEnd().ended(new Ended(outcome, Ended.Exit.COMPLETE, null, Usage.NONE, false, List.of(), 0, form));
    }
}
