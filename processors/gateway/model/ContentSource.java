package gateway.model;

import java.util.Locale;

/** Where in a request a text stands. */
public enum ContentSource {
    /** Instructions of the application. */
    SYSTEM,
    /** What the user says. */
    USER,
    /** Earlier answers of the model, its tool calls included. */
    ASSISTANT,
    /** Names, descriptions and schemas of tools, and the schema that an answer must follow. */
    TOOL_DEFINITION,
    /** What tools have answered. */
    TOOL_RESULT,
    /** Texts of documents, their names, and parts that only one dialect knows. */
    DOCUMENT;

    /** The name in settings, such as {@code tool-result}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
