package gateway.app;

import gateway.api.Faults;
import gateway.control.StoreException;
import gateway.refresh.RefreshLog;
import gateway.refresh.RefreshLog.Source;
import gateway.settings.SettingsException;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a refresh that failed: in the status, in the metrics, and once in the log until the problem changes. */
public final class NoteRefreshFailure {
    private static final Logger LOG = LoggerFactory.getLogger(NoteRefreshFailure.class);

    private final RefreshLog log;
    private final Consumer<Source> counter;

    /** Takes where it is told. */
    NoteRefreshFailure(RefreshLog log, Consumer<Source> counter) {
        this.log = log;
        this.counter = counter;
    }

    /**
     * Notes one failure.
     *
     * @param route the poll that failed
     */
    public void apply(Exception cause, String route) {
        Source source =
                cause instanceof SettingsException || route.contains("registry") ? Source.REGISTRY : Source.SWITCHES;
        String problem = describe(cause);
        counter.accept(source);
        if (log.failed(source, problem)) {
            LOG.error(
                    "the {} cannot be refreshed, the last good state stays in use: {}",
                    source.name().toLowerCase(Locale.ROOT),
                    problem);
        }
    }

    /** The problem in words that hold no content. */
    static String describe(Throwable cause) {
        return switch (cause) {
            case SettingsException invalid -> String.join("; ", invalid.problems());
            case StoreException store -> String.valueOf(store.getMessage());
            default -> Faults.describe(cause);
        };
    }
}
