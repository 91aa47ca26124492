package gateway.app;

import gateway.Ticker;
import gateway.admission.ModelRegistry;
import gateway.choose.Choose;
import gateway.choose.FixedRanking;
import gateway.choose.LearntRanking;
import gateway.latency.Latencies;
import gateway.metering.CountedInputs;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Deployment;
import gateway.model.Price;
import gateway.routing.AnswerLengths;
import gateway.routing.Bandit;
import gateway.routing.Experience;
import gateway.routing.Learner;
import gateway.routing.Learning;
import gateway.routing.LengthPrior;
import gateway.routing.Objective;
import gateway.routing.Prior;
import gateway.routing.SumStore;
import gateway.routing.Tuning;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.feature.TaskClassifier;
import gateway.routing.prior.PriorFile;
import gateway.routing.prior.Priors;
import gateway.settings.RoutingSettings;
import gateway.telemetry.RoutingMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What ranks deployments, and what learns from how good answers were. */
final class RoutingParts implements EndListener, AutoCloseable {
    /** Lessons that may wait: some seconds of full load. */
    private static final int QUEUE = 10_000;

    private static final double PER_MILLION = 1e-6;

    private final RoutingSettings settings;
    private final Latencies latencies;
    private final AnswerLengths lengths;
    private final RoutingMeters meters;
    private final Tuning tuning;
    private final Experience experience;
    private final Learning learning;

    /**
     * Makes all of it.
     *
     * @param models for the prices of models
     * @param known the models that are known to begin with
     * @param store shared with the other replicas
     */
    RoutingParts(
            RoutingSettings settings,
            ModelRegistry models,
            Iterable<String> known,
            SumStore store,
            Latencies latencies,
            MeterRegistry meters,
            InstantSource clock,
            Ticker ticker) {
        this.settings = settings;
        this.latencies = latencies;
        this.meters = new RoutingMeters(meters);
        Priors priors = PriorFile.shipped(RequestFeatures.VERSION, RequestFeatures.SIZE);
        this.lengths = new AnswerLengths(LengthPrior.relative(
                model -> priors.length(settings.families().getOrDefault(model, model)),
                RequestFeatures.VERSION,
                priors.shape()));
        this.tuning = Tuning.USUAL.living(settings.halfLife());
        this.experience = new Experience(
                RequestFeatures.VERSION,
                RequestFeatures.SIZE,
                tuning,
                priors(priors, settings, models),
                known,
                clock,
                this.meters);
        this.learning =
                new Learning(experience, store, "r-" + UUID.randomUUID(), settings.sync(), QUEUE, ticker, this.meters);
        this.meters.waiting(learning::waiting);
    }

    Learner learner() {
        return meters.heard(learning);
    }

    @Override
    public void ended(Ended end) {
        if (!end.isRecalled()) {
            lengths.ended(end);
        }
        meters.ended(end);
    }

    Choose choose(CountedInputs inputs) {
        FixedRanking fixed = new FixedRanking(latencies, new Dice());
        Map<String, Objective> objectives = new HashMap<>();
        settings.objectives()
                .forEach((name, weights) -> objectives.put(
                        name,
                        new Objective(
                                name,
                                weights.cost(),
                                weights.latency(),
                                weights.referenceUsd() == null ? 0 : weights.referenceUsd())));
        RequestFeatures features = new RequestFeatures(TaskClassifier.shipped());
        LearntRanking learnt = new LearntRanking(
                features::of,
                new Bandit(experience, tuning, new Dice()),
                fixed,
                objectives,
                settings.explorationShare(),
                new LearntRanking.Estimates(inputs, lengths, latencies));
        return new Choose(settings.strategy(), settings.strategies(), settings.shadow(), fixed, learnt);
    }

    void start() {
        learning.start();
    }

    @Override
    public void close() {
        learning.close();
    }

    private static Function<String, Prior> priors(Priors priors, RoutingSettings settings, ModelRegistry models) {
        return model -> {
            List<Deployment> places = models.current().find(model);
            double usd = places == null || places.isEmpty()
                    ? 0
                    : usdPerMillion(places.getFirst().price());
            return priors.of(settings.families().getOrDefault(model, model), usd);
        };
    }

    /** Three tokens of the prompt to one of the answer. */
    private static double usdPerMillion(Price price) {
        return (3 * price.input() + price.output()) / 4.0 * PER_MILLION;
    }
}
