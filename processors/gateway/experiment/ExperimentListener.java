package gateway.experiment;

/** Is told of arms. Must not throw and not block. */
@FunctionalInterface
public interface ExperimentListener {
    /**
     * A request was given an arm.
     *
     * @param tenant its id
     * @param name the name that was asked for
     * @param arm its name
     * @param callable whether it has a deployment that may be called
     */
    void assigned(String tenant, String name, String arm, boolean callable);
}
