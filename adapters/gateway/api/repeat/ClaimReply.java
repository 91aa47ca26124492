package gateway.api.repeat;

import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.control.StoreException;
import gateway.idempotency.ClaimKey;
import gateway.idempotency.Entry;
import gateway.idempotency.Idempotency;
import gateway.idempotency.KeptReply;
import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.Refusal.IdempotencyConflict.Cause;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything else in an ingress route. A request without a key of its own passes untouched. The first one
 * with a key passes too, and its claim goes with the exchange to {@link KeepReply}. A repeated one is given the kept
 * reply, with which the route ends; nothing is called, charged or recorded for it. Thread-safe.
 */
public final class ClaimReply implements Processor {
    private static final int LONGEST = 255;

    private final Idempotency idempotency;
    private final TenantDirectory tenants;
    private final SwitchSource switches;
    private final InstantSource clock;

    /**
     * Takes what it needs.
     *
     * @param idempotency decides
     * @param tenants whose key it is
     * @param switches also hold for what was kept
     * @param clock tells whether a switch has expired
     */
    public ClaimReply(Idempotency idempotency, TenantDirectory tenants, SwitchSource switches, InstantSource clock) {
        this.idempotency = idempotency;
        this.tenants = tenants;
        this.switches = switches;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof HttpCall call)
                || call.headers().idempotencyKey() == null) {
            return;
        }
        Tenant tenant = tenant(call.headers().key());
        if (tenant == null) {
            // refused by admission, which makes a record of it
            return;
        }
        switch (enter(call, tenant, call.headers().idempotencyKey())) {
            case Entry.First first -> exchange.setProperty(Claimed.PROPERTY, new Claimed(first.claim(), call.relay()));
            case Entry.Repeat repeat -> {
                exchange.getMessage().setBody(Replay.of(allowed(repeat.reply(), call, tenant)));
                exchange.setRouteStop(true);
            }
            case Entry.InProgress progress -> throw conflict(Cause.IN_PROGRESS);
            case Entry.Different different -> throw conflict(Cause.DIFFERENT);
        }
    }

    private Entry enter(HttpCall call, Tenant tenant, Redacted key) {
        if (!isKey(key.value())) {
            throw new RefusedException(new Refusal.Malformed(
                    "the header idempotency-key must be one text of 1 to " + LONGEST
                            + " visible characters of ASCII, such as a random UUID",
                    "idempotency-key"));
        }
        // what follows waits for the store and not for a processor: it takes nobody's place among the calls that decide
        call.relay().execute(() -> {});
        try {
            return idempotency.enter(
                    new ClaimKey(tenant.id(), call.route(), key.value()), fingerprint(call), call.id());
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.RepliesUnavailable());
        }
    }

    /** A switch that is on for the tenant or the route holds for kept replies too. */
    private KeptReply allowed(KeptReply reply, HttpCall call, Tenant tenant) {
        Switch off = switches.current().against(tenant.id(), call.route(), clock.instant());
        if (off != null) {
            throw new RefusedException(new Refusal.SwitchedOff(off.path()));
        }
        if (reply.body() == null) {
            throw conflict(Cause.NOT_KEPT);
        }
        return reply;
    }

    private @Nullable Tenant tenant(@Nullable Redacted key) {
        try {
            return Admission.identify(tenants, key);
        } catch (RefusedException e) {
            return null;
        }
    }

    /** Of all that changes what is asked for; deadlines do not. */
    private static String fingerprint(HttpCall call) {
        ClientHeaders headers = call.headers();
        return ClaimKey.hash(
                call.body().toString(StandardCharsets.ISO_8859_1),
                headers.residency(),
                headers.domain(),
                headers.failover(),
                headers.strict());
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.length() <= LONGEST && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static RefusedException conflict(Cause cause) {
        return new RefusedException(new Refusal.IdempotencyConflict(cause));
    }
}
