package gateway.reload;

/** Says what is wrong with a file of routes. */
public final class BrokenRouteException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Takes what is wrong and where. */
    public BrokenRouteException(String problem) {
        super(problem);
    }
}
