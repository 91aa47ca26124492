package gateway.local;

import gateway.admission.ModelRegistry;
import gateway.model.Registry;
import java.util.concurrent.atomic.AtomicReference;

/** The registry in memory, replaced as a whole. Thread-safe. */
public final class LocalRegistry implements ModelRegistry {
    private final AtomicReference<Registry> registry;

    /** Starts with a snapshot. */
    public LocalRegistry(Registry first) {
        this.registry = new AtomicReference<>(first);
    }

    @Override
    public Registry current() {
        return registry.get();
    }

    /** Replaces the snapshot. */
    public void replace(Registry next) {
        registry.set(next);
    }
}
