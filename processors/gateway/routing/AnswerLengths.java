package gateway.routing;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Context;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long answers are: a model's level, as a moving average of what was charged, times what content does to the
 * answers of all models alike, a ridge regression. Thread-safe.
 */
public final class AnswerLengths implements EndListener {
    /** Answers that a moving average looks back on. */
    private static final double MEMORY = 200;

    /** Answers that what content does looks back on. */
    private static final double LONG_MEMORY = 10_000;

    /** After so many answers it is worked out anew what content does. */
    private static final int EVERY = 25;

    /** How many answers it takes until content counts. */
    private static final Shrinkage SHRINKAGE = new Shrinkage(20, 50);

    /** Content makes an answer no longer, and no shorter by its inverse, than this many times the usual. */
    private static final double MOST = 5;

    private final LengthPrior prior;
    private final int dimension;
    private final double[] known;
    private final double[] seen;
    private final Map<String, Average> byModel = new ConcurrentHashMap<>();
    /** What is known beforehand, worked out once a model. */
    private final Map<String, LengthPrior.Level> levels = new ConcurrentHashMap<>();

    private volatile Average usual;
    /** Null where contexts have no numbers. */
    private volatile @Nullable Belief content;

    private int answers;

    /** Takes what is known beforehand. */
    public AnswerLengths(LengthPrior prior) {
        this.prior = prior;
        this.known = prior.shape().toArray();
        this.dimension = Lessons.dimension(known.length);
        this.seen = new double[known.length];
        this.usual = new Average(prior.usual(), prior.usualWeight());
        this.content = believed(known);
    }

    /** A mean, and how many answers it counts for. */
    private record Average(double tokens, double weight) {
        Average with(double next) {
            double counted = Math.min(MEMORY, weight + 1);
            return new Average(tokens + (next - tokens) / counted, counted);
        }
    }

    @Override
    public void ended(Ended end) {
        if (end.exit() == Ended.Exit.COMPLETE && !end.estimated()) {
            learn(
                    end.outcome().served().deployment().model(),
                    end.outcome().decision().routing().context(),
                    end.usage().outputTokens());
        }
    }

    /** Learns from one answer. */
    public synchronized void learn(String model, Context context, long tokens) {
        double share = content(context);
        double expected = Math.max(1, level(model));
        byModel.merge(model, first(model).with(tokens / share), (old, first) -> old.with(tokens / share));
        usual = usual.with(tokens / share / known(model).ratio());
        if (dimension > 0 && fits(context)) {
            Lessons.add(seen, context.toArray(), Math.min(MOST, tokens / expected), 1);
            answers++;
            if (answers % EVERY == 0) {
                work();
            }
        }
    }

    /** How much longer answers to this are than others, 1 = as long. */
    public double content(Context context) {
        Belief believed = content;
        if (believed == null || !fits(context)) {
            return 1;
        }
        return Math.clamp(believed.value(context.toArray()), 1 / MOST, MOST);
    }

    /** Tokens that an answer of a model is expected to have, to content of which nothing is known. */
    public double level(String model) {
        Average own = byModel.get(model);
        return own != null ? own.tokens() : first(model).tokens();
    }

    private LengthPrior.Level known(String model) {
        return levels.computeIfAbsent(model, prior.levels());
    }

    private Average first(String model) {
        LengthPrior.Level level = known(model);
        return new Average(usual.tokens() * level.ratio(), level.weight());
    }

    private void work() {
        if (Lessons.weight(seen, dimension) > LONG_MEMORY) {
            for (int i = 0; i < seen.length; i++) {
                seen[i] /= 2;
            }
        }
        double[] all = known.clone();
        Lessons.add(all, seen, 1);
        content = believed(all);
    }

    private boolean fits(Context context) {
        return context.size() == dimension && context.version().equals(prior.version());
    }

    private @Nullable Belief believed(double[] sums) {
        if (dimension == 0) {
            return null;
        }
        double[] mean = new double[dimension];
        mean[0] = 1;
        return Objects.requireNonNull(Belief.of(sums, mean, SHRINKAGE), "sums of squares are sound");
    }
}
