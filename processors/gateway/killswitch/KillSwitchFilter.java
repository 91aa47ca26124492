package gateway.killswitch;

import gateway.Stage;
import gateway.model.Plan;
import gateway.model.Refusal;
import java.time.Instant;
import java.time.InstantSource;

/** Refuses what is switched off as a whole, and drops the deployments that are. */
public final class KillSwitchFilter implements Stage<Plan, Plan> {
    private final SwitchSource source;
    private final InstantSource clock;

    /** Takes the switches and the time, which tells whether a switch has expired. */
    public KillSwitchFilter(SwitchSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Plan apply(Plan plan) {
        Switches switches = source.current();
        if (switches.byPath().isEmpty()) {
            return plan;
        }
        Instant now = clock.instant();
        Switch whole = switches.against(plan, now);
        if (whole != null) {
            throw plan.noting("kill-switch", "switched off by " + whole.path())
                    .refuse(new Refusal.SwitchedOff(whole.path()));
        }
        Plan kept = plan.without("kill-switch", deployment -> {
            Switch off = switches.against(deployment, now);
            return off == null ? null : "switched off by " + off.path();
        });
        if (kept.candidates().isEmpty()) {
            Switch first = switches.against(plan.candidates().getFirst(), now);
            throw kept.refuse(
                    new Refusal.SwitchedOff(first == null ? plan.request().model() : first.path()));
        }
        return kept;
    }
}
