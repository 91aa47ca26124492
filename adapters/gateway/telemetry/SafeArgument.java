package gateway.telemetry;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as it may stand in a log line, before its text is masked. */
final class SafeArgument {
    private static final int MOST_ELEMENTS = 100;
    private static final String OWN = "gateway.";

    private SafeArgument() {}

    /**
     * Numbers, flags, times, names and texts as they are; of exceptions, the class; of our own types, what they show of
     * themselves; of everything else, which may hold anything, the class.
     */
    static Object of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Number number -> number;
            case Boolean flag -> flag;
            case CharSequence text -> text.toString();
            case Enum<?> name -> name.name();
            case Class<?> type -> type.getName();
            case TemporalAccessor time -> time.toString();
            case Duration duration -> duration.toString();
            case Path path -> path.toString();
            case Throwable thrown -> thrown.getClass().getName();
            case Iterable<?> list -> list(list);
            case Map<?, ?> map -> list(map.keySet());
            default ->
                value.getClass().getName().startsWith(OWN)
                        ? value.toString()
                        : value.getClass().getName();
        };
    }

    private static String list(Iterable<?> values) {
        List<Object> shown = new ArrayList<>();
        for (Object each : values) {
            if (shown.size() == MOST_ELEMENTS) {
                shown.add("...");
                break;
            }
            shown.add(of(each));
        }
        return shown.toString();
    }
}
