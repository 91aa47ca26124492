package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * A function that the model may call.
 *
 * @param name its name
 * @param description what it does, if given
 * @param schema JSON Schema of its arguments
 * @param strict whether arguments must follow the schema exactly; null where the client did not say
 * @param cache marks that all tools up to here may be cached by the provider; null = no mark
 */
public record Tool(
        String name,
        @Nullable String description,
        Json schema,
        @Nullable Boolean strict,
        Part.@Nullable CachePoint cache) {
    /** One without a mark. */
    public Tool(String name, @Nullable String description, Json schema, @Nullable Boolean strict) {
        this(name, description, schema, strict, null);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Tool[" + Redacted.shown(name) + ", " + Redacted.shown(description) + ", " + schema + "]";
    }
}
