package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * A function that the model may call.
 *
 * @param name its name
 * @param description what it does, if given
 * @param schema JSON Schema of its arguments
 * @param strict whether arguments must follow the schema exactly; null where the client did not say
 */
public record Tool(
        String name,
        @Nullable String description,
        Json schema,
        @Nullable Boolean strict) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Tool[" + Redacted.shown(name) + ", " + Redacted.shown(description) + ", " + schema + "]";
    }
}
