package gateway.control;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the control data.
 *
 * @param json a JSON value in the shape that {@code application.yaml} has for it; null = taken out by an administrator,
 *     although the settings list it
 * @param origin who put it there
 */
public record Document(@Nullable String json, Origin origin) {
    /** Who put an entry there. */
    public enum Origin {
        /** The settings of a start; a later start may change it. */
        SETTINGS,
        /** An administrator; the settings do not change it any more. */
        ADMIN
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Document[" + origin + ", " + Redacted.shown(json) + "]";
    }
}
