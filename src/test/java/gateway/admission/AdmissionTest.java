package gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.OnDeadline;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.RoutingRules;
import gateway.model.Tenant;
import gateway.model.TimeBudget;
import gateway.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Duration FIRST_TOKEN = Duration.ofMinutes(1);
    private static final Duration WHOLE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration HARD = Duration.ofMinutes(30);
    private static final TimeLimits LIMITS = new TimeLimits(FIRST_TOKEN, WHOLE, GRACE, HARD);
    private static final Deployment SONNET = Examples.deployment("sonnet-a");
    private static final Deployment OTHER = Examples.deployment("sonnet-b");
    private static final Deployment OPUS = Examples.ofModel("opus", Examples.deployment("opus-a"));

    private final Admission admission = new Admission(
            key -> key.equals("sk-serai-demo-1") ? Examples.ANYWHERE : null,
            () -> Registry.of(7, List.of(SONNET, OTHER), Map.of("best", "sonnet")),
            LIMITS);

    @Test
    void plansEveryDeploymentOfTheModel() {
        Plan plan = admission.apply(Examples.chat(false));

        assertThat(plan.candidates()).containsExactly(SONNET, OTHER);
        assertThat(plan.tenant()).isEqualTo(Examples.ANYWHERE);
        assertThat(plan.revision()).isEqualTo(7);
        assertThat(plan.record().steps()).singleElement().extracting("stage").isEqualTo("admission");
    }

    @Test
    void knowsAliasesAndTheRoutersOwnNames() {
        for (String model : List.of("best", "auto", "auto:best", "auto:balanced", "auto:cheap", "auto:fast")) {
            Plan plan = admission.apply(Examples.chat(Examples.call(), model, false));

            assertThat(plan.candidates()).as(model).hasSize(2);
        }
    }

    @Test
    void refusesAModelThatIsNotKnown() {
        assertRefused(
                () -> admission.apply(Examples.chat(Examples.call(), "gpt-0", false)),
                new Refusal.ModelNotFound("gpt-0"));
    }

    @Test
    void refusesAnObjectiveThatIsNotKnown() {
        assertRefused(
                () -> admission.apply(Examples.chat(Examples.call(), "auto:worst", false)),
                new Refusal.ModelNotFound("auto:worst"));
    }

    @Test
    void leavesTheRouterOnlyTheModelsThatTheKeyMayUse() {
        Plan plan = admission(Set.of("opus")).apply(Examples.chat(Examples.call(), "auto:balanced", false));

        assertThat(plan.candidates()).containsExactly(OPUS);
        assertThat(plan.record().steps())
                .containsExactly(new DecisionRecord.Step(
                        "admission",
                        List.of("sonnet-a: model not allowed to this key", "sonnet-b: model not allowed to this key"),
                        "1 candidates"));
    }

    @Test
    void refusesAModelThatTheKeyMayNotUseByIdAndByAlias() {
        for (String model : List.of("sonnet", "best")) {
            assertThatThrownBy(() -> admission(Set.of("opus")).apply(Examples.chat(Examples.call(), model, false)))
                    .isInstanceOfSatisfying(RefusedException.class, e -> {
                        assertThat(e.refusal())
                                .isEqualTo(new Refusal.PermissionDenied("this key may not use the model '" + model
                                        + "': GET /v1/models lists what it may use"));
                        assertThat(Objects.requireNonNull(e.plan())
                                        .record()
                                        .steps()
                                        .getFirst()
                                        .removed())
                                .hasSize(2);
                    });
        }
    }

    @Test
    void letsAKeyUseTheModelsThatItNames() {
        Plan plan = admission(Set.of("sonnet")).apply(Examples.chat(Examples.call(), "best", false));

        assertThat(plan.candidates()).containsExactly(SONNET, OTHER);
    }

    @Test
    void refusesAKeyThatMayUseNothing() {
        assertRefused(
                () -> admission(Set.of()).apply(Examples.chat(Examples.call(), "auto", false)),
                new Refusal.PermissionDenied(
                        "this key may use none of the models that are served: GET /v1/models lists what it may use"));
    }

    @Test
    void findsNoModelInAnEmptyRegistry() {
        Admission empty = new Admission(key -> Examples.ANYWHERE, () -> Registry.of(7, List.of(), Map.of()), LIMITS);

        assertRefused(
                () -> empty.apply(Examples.chat(Examples.call(), "auto", false)), new Refusal.ModelNotFound("auto"));
    }

    @Test
    void refusesWithoutAKeyAndTellsHowToSendIt() {
        assertThatThrownBy(() -> admission.apply(Examples.chat(callWith(null), "sonnet", false)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.InvalidApiKey.class,
                                        key -> assertThat(key.problem())
                                                .contains("Authorization: Bearer")
                                                .contains("x-api-key")));
    }

    @Test
    void refusesAWrongKeyWithoutRepeatingIt() {
        assertThatThrownBy(() -> admission.apply(Examples.chat(callWith("sk-secret"), "sonnet", false)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .isInstanceOfSatisfying(
                                        Refusal.InvalidApiKey.class,
                                        key -> assertThat(key.problem()).doesNotContain("sk-secret")));
    }

    @Test
    void checksTheKeyBeforeTheModel() {
        assertThatThrownBy(() -> admission.apply(Examples.chat(callWith("sk-secret"), "gpt-0", false)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.InvalidApiKey.class));
    }

    @Test
    void opensTheRecordAndSaysWhatAnAliasStandsFor() {
        assertThat(note(admission.apply(Examples.chat(false)))).isEqualTo("2 candidates");
        assertThat(note(admission.apply(Examples.chat(Examples.call(), "best", false))))
                .isEqualTo("2 candidates, an alias of sonnet");
    }

    @Test
    void opensTheRecordOfWhatItRefuses() {
        assertThatThrownBy(() -> admission.apply(Examples.chat(Examples.call(), "gpt-0", false)))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(plan(e).tenant()).isEqualTo(Examples.ANYWHERE);
                    assertThat(note(plan(e))).isEqualTo("no such model");
                });
        assertThatThrownBy(() -> admission.apply(Examples.chat(callWith("sk-secret"), "sonnet", false)))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(plan(e).tenant()).isEqualTo(Tenant.NOBODY);
                    assertThat(note(plan(e))).isEqualTo("no known key");
                });
    }

    @Test
    void givesStreamsTheDeadlineOfTheFirstTokenAndWholeAnswersTheirOwn() {
        Plan streamed = admission.apply(Examples.chat(true));
        Plan whole = admission.apply(Examples.chat(false));

        assertThat(streamed.deadlineNanos()).isEqualTo(1_000 + FIRST_TOKEN.toNanos());
        assertThat(whole.deadlineNanos()).isEqualTo(1_000 + WHOLE.toNanos());
    }

    @Test
    void letsClientsShortenTheDeadlineAndNeverLengthenIt() {
        Plan shorter = admission.apply(chatWithin(Duration.ofMillis(250)));
        Plan longer = admission.apply(chatWithin(Duration.ofHours(1)));

        assertThat(shorter.deadlineNanos()).isEqualTo(1_000 + 250_000_000L);
        assertThat(longer.deadlineNanos()).isEqualTo(1_000 + WHOLE.toNanos());
    }

    private static Admission admission(Set<String> models) {
        return new Admission(
                key -> new Tenant("demo", null, "demo-key", Residency.ANY, models, null),
                () -> Registry.of(7, List.of(SONNET, OTHER, OPUS), Map.of("best", "sonnet")),
                LIMITS);
    }

    @Test
    void takesTheCallsSoftDeadlineOrElseItsTenants() {
        RoutingRules rules = new RoutingRules(null, null, Duration.ofSeconds(20), OnDeadline.ERROR);
        Admission patient = new Admission(
                key -> Examples.ANYWHERE.with(rules), () -> Registry.of(7, List.of(SONNET), Map.of()), LIMITS);

        TimeBudget own = patient.apply(chatWithin(Duration.ofSeconds(3))).time();
        TimeBudget tenants = patient.apply(Examples.chat(true)).time();
        TimeBudget none = admission.apply(Examples.chat(true)).time();

        assertThat(own)
                .isEqualTo(new TimeBudget(
                        1_000,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3).plus(GRACE),
                        OnDeadline.ERROR));
        assertThat(tenants.soft()).isEqualTo(Duration.ofSeconds(20));
        assertThat(tenants.first()).isEqualTo(Duration.ofSeconds(20));
        assertThat(none).isEqualTo(new TimeBudget(1_000, FIRST_TOKEN, null, HARD, OnDeadline.FINISH));
    }

    private static gateway.model.Request.Chat chatWithin(Duration deadline) {
        return Examples.chat(Examples.call(Examples.within(deadline)), "sonnet", false);
    }

    private static Call callWith(@Nullable String key) {
        return Examples.call(Wishes.NONE, key == null ? null : new Redacted(key), Cancellation.NEVER);
    }

    private static Plan plan(RefusedException refused) {
        return Objects.requireNonNull(refused.plan());
    }

    private static String note(Plan plan) {
        return plan.record().steps().getLast().note();
    }

    private static void assertRefused(ThrowingCallable call, Refusal refusal) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }
}
