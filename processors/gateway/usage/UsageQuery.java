package gateway.usage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which usage is asked for; null = any.
 *
 * @param from the first day
 * @param to the day after the last one
 */
public record UsageQuery(
        LocalDate from,
        LocalDate to,
        @Nullable String tenant,
        @Nullable String team,
        @Nullable String key,
        @Nullable String model) {
    /** Whether a row is asked for. */
    public boolean includes(UsageKey row) {
        return !row.day().isBefore(from)
                && row.day().isBefore(to)
                && matches(tenant, row.tenant())
                && matches(team, row.team())
                && matches(key, row.key())
                && matches(model, row.model());
    }

    private static boolean matches(@Nullable String asked, String is) {
        return asked == null || asked.equals(is);
    }
}
