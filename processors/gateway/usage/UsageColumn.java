package gateway.usage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What usage can be told apart by. */
public enum UsageColumn {
    TENANT,
    TEAM,
    KEY,
    MODEL,
    DAY;

    /** Its name, such as {@code tenant}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The column of a name; null if there is none. */
    public static @Nullable UsageColumn of(String word) {
        for (UsageColumn column : values()) {
            if (column.word().equals(word)) {
                return column;
            }
        }
        return null;
    }

    /** What a row has there. */
    public String of(UsageKey row) {
        return switch (this) {
            case TENANT -> row.tenant();
            case TEAM -> row.team();
            case KEY -> row.key();
            case MODEL -> row.model();
            case DAY -> row.day().toString();
        };
    }
}
