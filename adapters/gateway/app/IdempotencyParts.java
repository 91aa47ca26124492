package gateway.app;

import gateway.Turns;
import gateway.admission.TenantDirectory;
import gateway.api.repeat.ClaimReply;
import gateway.api.repeat.KeepReply;
import gateway.idempotency.Idempotency;
import gateway.idempotency.ReplyStore;
import gateway.killswitch.SwitchSource;
import gateway.settings.IdempotencySettings;
import gateway.telemetry.IdempotencyMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What answers repeated requests with the first one's reply. */
final class IdempotencyParts implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Idempotency engine;
    private final InstantSource clock;
    private final Turns turns;

    /**
     * Makes all of it.
     *
     * @param store shared with the other replicas
     */
    IdempotencyParts(ReplyStore store, IdempotencySettings settings, MeterRegistry meters, InstantSource clock) {
        IdempotencyMeters own = new IdempotencyMeters(meters);
        Idempotency.Rules rules = new Idempotency.Rules(
                settings.kept(), settings.lease(), (int) settings.maxReply().count());
        this.clock = clock;
        this.engine = new Idempotency(store, rules, clock, new SecureRandom(), own);
        own.open(engine::size);
        this.turns = new Turns("idempotency", rules.beat(), () -> {
            engine.renew();
            engine.forget();
            return false;
        });
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(TenantDirectory tenants, SwitchSource switches) {
        return Map.of("claimReply", new ClaimReply(engine, tenants, switches, clock), "keepReply", new KeepReply());
    }

    void start() {
        turns.start();
    }

    @Override
    public void close() {
        turns.close(PATIENCE);
    }
}
