package gateway.control;

import gateway.admission.ModelRegistry;
import gateway.admission.TenantDirectory;
import gateway.admission.Tickets;
import gateway.model.Registry;
import gateway.model.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The control data in use. Reads never block and cost a load and a look-up; a change takes the place of all at once. A
 * key is found by its hash, so that the time that it takes tells nothing about any key. Thread-safe.
 */
public final class ControlSnapshot implements ModelRegistry, TenantDirectory, Tickets.Holders {
    private final InstantSource clock;
    private final AtomicReference<Loaded> loaded;

    /**
     * Starts with a snapshot.
     *
     * @param clock tells whether a key is still valid, and the snapshot's age
     */
    public ControlSnapshot(ControlData first, InstantSource clock) {
        this.clock = clock;
        this.loaded = new AtomicReference<>(new Loaded(first, clock.instant()));
    }

    /**
     * A snapshot and when a store last confirmed it.
     *
     * @param data the snapshot
     * @param at when
     */
    public record Loaded(ControlData data, Instant at) {}

    @Override
    public Registry current() {
        return data().registry();
    }

    @Override
    public @Nullable Tenant find(String key) {
        return withKey(KeyHash.of(key));
    }

    @Override
    public @Nullable Tenant withKey(String hash) {
        ApiKey found = data().keys().get(hash);
        return found != null && found.holds(clock.instant()) ? found.tenant() : null;
    }

    @Override
    public @Nullable Tenant tenant(String id, @Nullable String team) {
        Tenant found = data().tenants().get(team == null ? id : id + "/" + team);
        return found != null && found.id().equals(id) ? found : null;
    }

    /** Whose admin key it is; null for an unknown one. */
    public @Nullable Administrator administrator(String key) {
        return administratorWithHash(KeyHash.of(key));
    }

    /** Whose admin key has this hash; null for an unknown one. */
    public @Nullable Administrator administratorWithHash(String hash) {
        Administrator found = data().administrators().get(hash);
        return found != null && found.holds(clock.instant()) ? found : null;
    }

    /** The snapshot of now. */
    public ControlData data() {
        return loaded.get().data();
    }

    /** The snapshot of now and when a store last confirmed it. */
    public Loaded loaded() {
        return loaded.get();
    }

    /**
     * Takes a snapshot over, unless a newer one is there already.
     *
     * @return whether it was taken
     */
    public boolean take(ControlData next) {
        while (true) {
            Loaded before = loaded.get();
            if (next.revision() < before.data().revision()) {
                return false;
            }
            if (loaded.compareAndSet(before, new Loaded(next, clock.instant()))) {
                return true;
            }
        }
    }

    /** Puts a snapshot in place, whatever is there: for the end of the warm-up. */
    public void replace(ControlData next) {
        loaded.set(new Loaded(next, clock.instant()));
    }
}
