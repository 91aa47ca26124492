package gateway.oidc;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says.
 *
 * @param all every claim by its name
 * @param expires when the token ends
 */
public record Claims(Map<String, Object> all, Instant expires) {
    /** A claim that is a text; null for any other and for none. */
    public @Nullable String text(String name) {
        return all.get(name) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** Shows no claim: they are personal data. */
    @Override
    public String toString() {
        return "Claims[expires=" + expires + "]";
    }
}
