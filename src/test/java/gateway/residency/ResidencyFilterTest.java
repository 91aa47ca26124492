package gateway.residency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import org.junit.jupiter.api.Test;

class ResidencyFilterTest {
    private static final Deployment EU = Examples.deployment("eu", Residency.EU, 0, 1);
    private static final Deployment US = Examples.deployment("us", Residency.ANY, 0, 1);
    private static final Request.Chat ASKS_FOR_EU = Examples.chat(Examples.call(Examples.inEu()), "sonnet", false);

    private final ResidencyFilter filter = new ResidencyFilter();

    @Test
    void keepsEverythingWhenNobodyAsks() {
        Plan plan = Examples.plan(US, EU);

        assertThat(filter.apply(plan)).isSameAs(plan);
    }

    @Test
    void keepsOnlyTheEuWhenTheRequestSaysSo() {
        Plan kept = filter.apply(Examples.plan(ASKS_FOR_EU, Examples.ANYWHERE, US, EU));

        assertThat(kept.candidates()).containsExactly(EU);
        assertThat(kept.record().steps().getLast().removed()).containsExactly("us: not in the EU");
    }

    @Test
    void keepsOnlyTheEuWhenTheTenantSaysSo() {
        Plan kept = filter.apply(Examples.plan(Examples.chat(false), Examples.EUROPEAN, US, EU));

        assertThat(kept.candidates()).containsExactly(EU);
    }

    @Test
    void refusesWhenNothingIsLeftAndKeepsTheRecord() {
        Plan plan = Examples.plan(ASKS_FOR_EU, Examples.ANYWHERE, US);

        assertThatThrownBy(() -> filter.apply(plan)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.refusal()).isEqualTo(new Refusal.NoDeploymentInRegion("sonnet"));
            assertThat(e.plan()).isNotNull();
        });
    }
}
