package gateway.call;

import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import gateway.residency.EuHosts;
import gateway.residency.ResidencyFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last check before content leaves: residency and hosts, then kill switches, asked before every attempt.
 * Thread-safe.
 */
public final class CallGate {
    private final SwitchSource switches;
    private final InstantSource clock;
    private final HostGate hosts;

    /**
     * Takes what it checks against, and no declaration about the EU.
     *
     * @param hosts the host names that may be called
     */
    public CallGate(SwitchSource switches, InstantSource clock, Set<String> hosts) {
        this(switches, clock, new HostGate(hosts, EuHosts.KNOWN));
    }

    /**
     * Takes what it checks against.
     *
     * @param switches the kill switches, read anew each time
     * @param clock tells whether a switch has expired
     * @param hosts where content may go
     */
    public CallGate(SwitchSource switches, InstantSource clock, HostGate hosts) {
        this.switches = switches;
        this.clock = clock;
        this.hosts = hosts;
    }

    /** The kill switch that forbids the whole request now, whatever would serve it; null if none does. */
    public @Nullable Switch off(Plan plan) {
        Switches now = switches.current();
        return now.byPath().isEmpty() ? null : now.against(plan, clock.instant());
    }

    /** Why the plan's content may not go there now; null if it may. */
    public @Nullable Failure against(Plan plan, Deployment deployment) {
        Failure elsewhere = hosts.against(ResidencyFilter.required(plan), deployment);
        if (elsewhere != null) {
            return elsewhere;
        }
        Switches now = switches.current();
        if (now.byPath().isEmpty()) {
            return null;
        }
        Instant moment = clock.instant();
        Switch off = now.against(plan, moment);
        return off != null || now.against(deployment, moment) != null
                ? Failure.of(Failure.Kind.NOT_CALLED, "switched_off")
                : null;
    }
}
