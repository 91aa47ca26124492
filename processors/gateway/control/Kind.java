package gateway.control;

import java.util.Locale;

/** What a document of the control data is about. Each kind has ids of its own. */
public enum Kind {
    /** A model: its window. By model id. */
    MODEL,
    /** One callable place of a model, which it names. By deployment id. */
    DEPLOYMENT,
    /** Another name of a model. By the name. */
    ALIAS,
    /** Who may call, with its teams. By tenant id. */
    TENANT,
    /** A client's key. By the SHA-256 of the key, in hexadecimal. */
    KEY,
    /** An administrator's key. By the SHA-256 of the key, in hexadecimal. */
    ADMIN,
    /** What holds for the registry as a whole. By name: {@code active-models}. */
    ROUTING;

    /** Id of the document of kind {@link #ROUTING} that lists the models to be served; without it, all are. */
    public static final String ACTIVE_MODELS = "active-models";

    /** The kind's name in paths and messages, such as {@code deployment}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
