package gateway.control;

/** A store of control data cannot be read or written now. Its message holds no content. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says what could not be done, and keeps the cause. */
    public StoreException(String problem, Throwable cause) {
        super(problem, cause);
    }

    /** Says what could not be done. */
    public StoreException(String problem) {
        super(problem);
    }
}
