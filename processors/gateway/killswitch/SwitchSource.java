package gateway.killswitch;

/** Knows every kill switch. Reads never block. Thread-safe. */
@FunctionalInterface
public interface SwitchSource {
    /** The snapshot of now. */
    Switches current();
}
