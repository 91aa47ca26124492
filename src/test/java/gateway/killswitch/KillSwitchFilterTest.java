package gateway.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillSwitchFilterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deployment FIRST = Examples.deployment("first");
    private static final Deployment SECOND = Examples.deployment("second");

    @ParameterizedTest
    @CsvSource({"GLOBAL, all", "PROVIDER, anthropic", "MODEL, sonnet", "ROUTE, openai-chat", "TENANT, demo"})
    void refusesWhatIsSwitchedOffAndNamesTheSwitch(Scope scope, String name) {
        KillSwitchFilter filter = filter(thrown(scope, name, null));

        assertThatThrownBy(() -> filter.apply(Examples.plan(FIRST, SECOND)))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    String path = scope.name().toLowerCase(java.util.Locale.ROOT) + "/" + name;
                    assertThat(e.refusal()).isEqualTo(new Refusal.SwitchedOff(path));
                    assertThat(Objects.requireNonNull(e.plan())
                                    .record()
                                    .steps()
                                    .getLast()
                                    .toString())
                            .contains("switched off by ");
                });
    }

    @ParameterizedTest
    @CsvSource({"PROVIDER, openai", "MODEL, haiku", "DEPLOYMENT, third", "ROUTE, anthropic-messages", "TENANT, other"})
    void leavesAloneWhatAnotherSwitchNames(Scope scope, String name) {
        Plan plan = Examples.plan(FIRST, SECOND);

        assertThat(filter(thrown(scope, name, null)).apply(plan)).isSameAs(plan);
    }

    @Test
    void dropsADeploymentAndSaysWhy() {
        Plan kept = filter(thrown(Scope.DEPLOYMENT, "first", null)).apply(Examples.plan(FIRST, SECOND));

        assertThat(kept.candidates()).containsExactly(SECOND);
        assertThat(kept.record().steps().getLast().removed())
                .containsExactly("first: switched off by deployment/first");
    }

    @Test
    void refusesWhenTheOnlyDeploymentIsOff() {
        KillSwitchFilter filter = filter(thrown(Scope.DEPLOYMENT, "first", null));

        assertThatThrownBy(() -> filter.apply(Examples.plan(FIRST)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isEqualTo(new Refusal.SwitchedOff("deployment/first")));
    }

    @Test
    void endsASwitchAtItsTime() {
        Plan plan = Examples.plan(FIRST);

        assertThat(filter(thrown(Scope.GLOBAL, "all", NOW)).apply(plan)).isSameAs(plan);
        assertThatThrownBy(() ->
                        filter(thrown(Scope.GLOBAL, "all", NOW.plusMillis(1))).apply(plan))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void countsARevisionWithEveryChange() {
        Switches one = Switches.NONE.with(thrown(Scope.GLOBAL, "all", null));
        Switches none = one.without("global/all");

        assertThat(one.revision()).isEqualTo(1);
        assertThat(none.revision()).isEqualTo(2);
        assertThat(none.all()).isEmpty();
    }

    private static KillSwitchFilter filter(Switch thrown) {
        Switches switches = Switches.NONE.with(thrown);
        return new KillSwitchFilter(() -> switches, () -> NOW);
    }

    private static Switch thrown(Scope scope, String name, @Nullable Instant until) {
        return new Switch(scope, name, "incident", Mode.DRAIN, "tester", NOW, until);
    }
}
