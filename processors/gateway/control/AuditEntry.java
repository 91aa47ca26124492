package gateway.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log: a change of control data. Holds no key and no secret.
 *
 * @param at when
 * @param author id of the administrator's key, or {@code settings}
 * @param action such as {@code put} or {@code delete}
 * @param subject what was changed, as {@code deployment/sonnet-eu} or {@code kill-switch/provider/anthropic}
 * @param before JSON of what stood there; null = nothing
 * @param after JSON of what stands there now; null = nothing
 */
public record AuditEntry(
        Instant at,
        String author,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "AuditEntry[" + at + ", " + author + ", " + action + ", " + subject + "]";
    }
}
