package gateway.model;

/**
 * A JSON value kept as the text it came as, such as a tool's schema or arguments.
 *
 * @param text valid JSON, or a provider's text that claims to be
 */
public record Json(String text) {
    public static final Json EMPTY_OBJECT = new Json("{}");

    /** Shows no content, so that it can stand in a log or an exception. */
    @Override
    public String toString() {
        return new Redacted(text).toString();
    }
}
