package gateway.routing;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long each model's answers are, as a moving average of what was charged. Thread-safe. */
public final class AnswerLengths implements EndListener {
    /** Tokens of an answer of a model that has not answered yet, as far as other models tell nothing either. */
    private static final double FIRST = 300;

    private static final double SHARE = 0.02;

    /** No model's name: the mean of all. */
    private static final String ALL = "";

    private final Map<String, Double> byModel = new ConcurrentHashMap<>();

    @Override
    public void ended(Ended end) {
        if (end.exit() == Ended.Exit.COMPLETE && !end.estimated()) {
            learn(end.outcome().served().deployment().model(), end.usage().outputTokens());
        }
    }

    /** Learns from one answer. */
    public void learn(String model, long tokens) {
        byModel.merge(model, (double) tokens, (old, now) -> old + SHARE * (now - old));
        byModel.merge(ALL, (double) tokens, (old, now) -> old + SHARE * (now - old));
    }

    /** Tokens that an answer of a model is expected to have. */
    public double expected(String model) {
        Double own = byModel.get(model);
        return own != null ? own : byModel.getOrDefault(ALL, FIRST);
    }
}
