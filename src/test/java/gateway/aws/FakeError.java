package gateway.aws;

/** An error as AWS answers it. */
final class FakeError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    /**
     * Makes one.
     *
     * @param type its name, such as {@code ValidationException}
     */
    FakeError(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
