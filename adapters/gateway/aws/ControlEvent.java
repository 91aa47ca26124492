package gateway.aws;

/** What an event says has changed. */
public sealed interface ControlEvent {
    /** A kill switch. */
    record Switches() implements ControlEvent {}

    /** Registry, tenants or keys. */
    record Registry() implements ControlEvent {}

    /**
     * A secret.
     *
     * @param name its name in Secrets Manager
     */
    record Secret(String name) implements ControlEvent {}

    /** Nothing of ours. */
    record Nothing() implements ControlEvent {}

    /** Whether a kill switch has changed. */
    default boolean isSwitches() {
        return this instanceof Switches;
    }

    /** Whether registry, tenants or keys have changed. */
    default boolean isRegistry() {
        return this instanceof Registry;
    }

    /** Whether a secret has changed. */
    default boolean isSecret() {
        return this instanceof Secret;
    }
}
