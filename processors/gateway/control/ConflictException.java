package gateway.control;

/** The control data has changed since it was read: read it again, then change it. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Tells both revisions.
     *
     * @param expected the one that the change was made for
     */
    public ConflictException(long expected) {
        super("the control data is no longer at revision " + expected);
    }
}
