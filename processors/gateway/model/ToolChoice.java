package gateway.model;

/** Whether and which tool the model must call. */
public sealed interface ToolChoice {
    /** The model decides. */
    record Auto() implements ToolChoice {}

    /** No tool may be called. */
    record None() implements ToolChoice {}

    /** Some tool must be called. */
    record Any() implements ToolChoice {}

    /**
     * One tool must be called.
     *
     * @param tool its name
     */
    record Named(String tool) implements ToolChoice {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Named[" + Redacted.shown(tool) + "]";
        }
    }
}
