package gateway.model;

import org.jspecify.annotations.Nullable;

/** The form that the answer's text must have. */
public sealed interface Format {
    /** Any JSON object. */
    record JsonObject() implements Format {}

    /**
     * JSON that follows a schema.
     *
     * @param name the schema's name; {@code response} where the client gave none
     * @param description what it is for, if given
     * @param schema JSON Schema
     * @param strict whether the answer must follow it exactly; null where the client did not say
     */
    record JsonSchema(
            String name,
            @Nullable String description,
            Json schema,
            @Nullable Boolean strict) implements Format {
        /** Shows no content. */
        @Override
        public String toString() {
            return "JsonSchema[" + Redacted.shown(name) + ", " + schema + "]";
        }
    }
}
