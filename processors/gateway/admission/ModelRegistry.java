package gateway.admission;

import gateway.model.Registry;

/** Knows every model. Reads never block. Thread-safe. */
@FunctionalInterface
public interface ModelRegistry {
    /** The snapshot of now. */
    Registry current();
}
