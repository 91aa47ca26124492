package gateway.judge;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Call;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums up what judges said since the process began, by arm, and what copies and judges cost. Holds no content.
 * Thread-safe.
 */
public final class Comparisons implements JudgeListener, EndListener {
    private final Instant since;
    private final Map<Arm, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<Payer, Long> costs = new ConcurrentHashMap<>();

    /** Takes when the process began. */
    public Comparisons(Instant since) {
        this.since = since;
    }

    /**
     * Who pays for what.
     *
     * @param tenant its id
     * @param route {@code mirror} or {@code judge}
     */
    public record Payer(String tenant, String route) {}

    private static final class Tally {
        private final Map<Result, Long> results = new EnumMap<>(Result.class);
        private double scores;
        private long scored;

        synchronized void add(Result result, @Nullable Double score) {
            results.merge(result, 1L, Long::sum);
            if (score != null) {
                scores += score;
                scored++;
            }
        }

        synchronized Row row(Arm arm) {
            return new Row(arm, Map.copyOf(results), scored == 0 ? null : scores / scored);
        }
    }

    /**
     * What was said of one arm.
     *
     * @param arm which
     * @param results how often each came
     * @param score the mean, 0 to 1; null if there is none
     */
    public record Row(
            Arm arm, Map<Result, Long> results, @Nullable Double score) {
        /** How often something came. */
        public long count(Result result) {
            return results.getOrDefault(result, 0L);
        }

        /** How often the judge said something of it. */
        public long verdicts() {
            return count(Result.BETTER) + count(Result.WORSE) + count(Result.SAME) + count(Result.SCORED);
        }
    }

    @Override
    public void judged(Arm arm, Result result, @Nullable Double score) {
        tallies.computeIfAbsent(arm, _ -> new Tally()).add(result, score);
    }

    @Override
    public void ended(Ended end) {
        Call call = end.outcome().request().call();
        if (call.isOwn()) {
            String tenant = end.outcome().decision().plan().tenant().id();
            costs.merge(new Payer(tenant, call.route()), end.microUsd(), Long::sum);
        }
    }

    /** Since when it sums up. */
    public Instant since() {
        return since;
    }

    /** What requests of the gateway's own have cost so far, in micro-USD. */
    public Map<Payer, Long> costs() {
        return Map.copyOf(costs);
    }

    /** All arms, by tenant, name, kind and arm. */
    public List<Row> rows() {
        return tallies.entrySet().stream()
                .map(each -> each.getValue().row(each.getKey()))
                .sorted(Comparator.comparing(row -> row.arm().tenant()
                        + '\n'
                        + row.arm().name()
                        + '\n'
                        + row.arm().kind().name().toLowerCase(Locale.ROOT)
                        + '\n'
                        + row.arm().arm()))
                .toList();
    }
}
