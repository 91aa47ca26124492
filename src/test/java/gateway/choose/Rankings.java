package gateway.choose;

import gateway.latency.Latencies;
import gateway.routing.AnswerLengths;
import gateway.routing.Bandit;
import gateway.routing.Experience;
import gateway.routing.LengthPrior;
import gateway.routing.Objective;
import gateway.routing.Prior;
import gateway.routing.RoutingListener;
import gateway.routing.Tuning;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.feature.TaskClassifier;
import gateway.routing.replay.BanditPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Stages that rank, for tests. */
public final class Rankings {
    public static final RequestFeatures FEATURES = new RequestFeatures(TaskClassifier.shipped());
    public static final Map<String, Objective> OBJECTIVES = Map.of(
            "best", new Objective("best", 0, 0, 0),
            "balanced", new Objective("balanced", 0.1, 0.01, 0),
            "cheap", new Objective("cheap", 0.5, 0.01, 0),
            "fast", new Objective("fast", 0.05, 0.2, 0));

    private Rankings() {}

    /** Experience that nothing was learnt from yet. */
    public static Experience experience() {
        return new Experience(
                RequestFeatures.VERSION,
                RequestFeatures.SIZE,
                Tuning.USUAL,
                model -> Prior.NONE,
                List.of(),
                () -> BanditPlayer.NOW,
                RoutingListener.NOBODY);
    }

    /** A stage with one strategy for all. */
    public static Choose choose(Strategy strategy, Latencies latencies, RandomGenerator random) {
        return choose(strategy, null, latencies, random, experience());
    }

    /** A stage that may only write down what a router would choose. */
    public static Choose choose(
            Strategy strategy,
            @Nullable Strategy shadow,
            Latencies latencies,
            RandomGenerator random,
            Experience experience) {
        FixedRanking fixed = new FixedRanking(latencies, random);
        LearntRanking learnt = new LearntRanking(
                FEATURES::of,
                new Bandit(experience, Tuning.USUAL, random),
                fixed,
                OBJECTIVES,
                0.1,
                new LearntRanking.Estimates(
                        id -> null,
                        new AnswerLengths(LengthPrior.none(RequestFeatures.VERSION, RequestFeatures.SIZE)),
                        latencies));
        return new Choose(strategy, Map.of(), shadow, fixed, learnt);
    }

    /** Times that nothing is known of. */
    public static Latencies latencies() {
        return new Latencies(Duration.ofSeconds(1), deployment -> Duration.ofSeconds(10));
    }
}
