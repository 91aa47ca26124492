package gateway.simulator;

/** Tells that a request is not acceptable in its dialect. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    RejectedException(Rejection rejection) {
        super(rejection.message(), null, false, false);
        this.rejection = rejection;
    }

    /** A request that is wrong in itself: status 400 and the dialect's usual word for it. */
    static RejectedException invalid(String message) {
        return new RejectedException(new Rejection(400, null, message));
    }

    Rejection rejection() {
        return rejection;
    }
}
