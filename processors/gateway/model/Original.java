package gateway.model;

/**
 * A message in the very bytes, decoded, in which it came. A stage that changes content drops it, so that the changed
 * content is written anew.
 *
 * @param dialect the wire format
 * @param json the whole JSON text
 */
public record Original(Dialect dialect, String json) {
    /** Shows no content. */
    @Override
    public String toString() {
        return dialect + " " + new Redacted(json);
    }
}
