package gateway.api.job;

import gateway.admission.Admission;
import gateway.admission.Holder;
import gateway.admission.TenantDirectory;
import gateway.admission.Tickets;
import gateway.api.HttpCall;
import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import java.time.InstantSource;

/** Tells who may have to do with jobs. Thread-safe. */
public final class Callers {
    private final TenantDirectory tenants;
    private final Tickets tickets;
    private final SwitchSource switches;
    private final InstantSource clock;

    /**
     * Takes what it needs.
     *
     * @param tenants whose key it is
     * @param tickets tells who it is in a form that can be kept
     * @param switches also hold for jobs
     * @param clock tells whether a switch has expired
     */
    public Callers(TenantDirectory tenants, Tickets tickets, SwitchSource switches, InstantSource clock) {
        this.tenants = tenants;
        this.tickets = tickets;
        this.switches = switches;
        this.clock = clock;
    }

    /**
     * Who calls.
     *
     * @throws RefusedException if there is no known key
     */
    Tenant tenant(HttpCall call) {
        return Admission.identify(tenants, call.headers().key());
    }

    /**
     * Who calls, in a form that can be kept.
     *
     * @throws RefusedException if there is no known key
     */
    Holder holder(HttpCall call) {
        return tickets.holder(tenants, call.headers().key());
    }

    /**
     * Refuses whom a switch turns away: one on everything, on the tenant, or on jobs.
     *
     * @throws RefusedException if there is one
     */
    void obey(String tenant) {
        Switch off = switches.current().against(tenant, JobJson.ROUTE, clock.instant());
        if (off != null) {
            throw new RefusedException(new Refusal.SwitchedOff(off.path()));
        }
    }
}
