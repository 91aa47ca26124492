package gateway.secret;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the readings of one provider's credential, and tells what somebody should know. Thread-safe. */
final class ReadingLog {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingLog.class);

    private final String provider;
    private final Map<Refresh, LongAdder> counts = new EnumMap<>(Refresh.class);
    private volatile @Nullable Refresh last;

    ReadingLog(String provider) {
        this.provider = provider;
        for (Refresh result : Refresh.values()) {
            counts.put(result, new LongAdder());
        }
    }

    long count(Refresh result) {
        return Objects.requireNonNull(counts.get(result)).sum();
    }

    /**
     * Takes a reading that went well. No other ends at the same time.
     *
     * @param before the credential before it
     */
    void read(Refresh result, Secret before) {
        if (result == Refresh.ABSENT && before.value() != null) {
            LOG.error("provider {} has no credential any more: its calls fail", provider);
        } else if (result == Refresh.CHANGED && before.version() > 0) {
            LOG.info("provider {} has another credential now", provider);
        } else if (last == Refresh.FAILED) {
            LOG.info("the credential of provider {} can be read again", provider);
        }
        ended(result);
    }

    /**
     * Takes a reading that failed, and tells of the first of several in a row.
     *
     * @param kept the credential that stays
     * @param problem why it failed; shows no credential
     */
    void failed(Secret kept, @Nullable String problem) {
        if (last != Refresh.FAILED && kept.value() == null) {
            LOG.error("provider {} has no credential, it cannot be read: {}", provider, problem);
        } else if (last != Refresh.FAILED) {
            LOG.warn("provider {} keeps its last credential, it cannot be read: {}", provider, problem);
        }
        ended(Refresh.FAILED);
    }

    private void ended(Refresh result) {
        last = result;
        Objects.requireNonNull(counts.get(result)).increment();
    }
}
