package gateway.routing;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * All that has been learnt of models. Thread-safe: who decides reads a snapshot and waits for nobody.
 *
 * <p>Each model has a linear belief of its own, drawn towards what holds for all models together (level and slopes of
 * the pooled lessons), so that content counts no sooner than it has shown that it pays. Old lessons fade by
 * {@link Decay}. What replicas keep together has keys of version and half-life, era, generation and model; a model that
 * surprises begins a new generation.
 */
public final class Experience {
    /** After so many lessons the pooled belief is worked out anew. */
    private static final int POOLED_EVERY = 25;

    private static final char SEPARATOR = '/';

    private final String version;
    private final int dimension;
    private final Tuning tuning;
    private final Decay decay;
    private final String prefix;
    private final Function<String, Prior> priors;
    private final InstantSource clock;
    private final RoutingListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Arm> arms = new LinkedHashMap<>();
    private final Map<String, Belief> tried = new HashMap<>();
    private Pool pool;
    /** As long as the pool stays the same. */
    private Map<String, Belief> untried = new ConcurrentHashMap<>();

    private int lessons;
    private int era;
    private volatile Beliefs beliefs;

    /**
     * Starts with what is known of models beforehand.
     *
     * @param version of the contexts
     * @param dimension how many numbers they have
     * @param priors what is known of a model that was not tried yet
     * @param known the models that are known to begin with; others may follow
     * @param clock tells how old lessons are
     */
    public Experience(
            String version,
            int dimension,
            Tuning tuning,
            Function<String, Prior> priors,
            Iterable<String> known,
            InstantSource clock,
            RoutingListener listener) {
        this.version = version;
        this.dimension = dimension;
        this.tuning = tuning;
        this.decay = new Decay(tuning.halfLife());
        this.prefix = version + "-" + tuning.halfLife().toSeconds() + "s";
        this.priors = priors;
        this.clock = clock;
        this.listener = listener;
        known.forEach(this::arm);
        this.pool = Pool.of(arms.values(), dimension, 1);
        Pool first = pool;
        this.beliefs = new Beliefs(Map.of(), Set.of(), untried, model -> prior(model, first));
        refresh();
    }

    /** What is believed right now. */
    Beliefs beliefs() {
        return beliefs;
    }

    /**
     * Learns from an answer.
     *
     * @return false if it speaks of contexts of another version, which says nothing here
     */
    public boolean learn(Lesson lesson) {
        if (!lesson.context().version().equals(version) || lesson.context().size() != dimension) {
            return false;
        }
        double[] x = lesson.context().toArray();
        lock.lock();
        try {
            move();
            Arm arm = arm(lesson.model());
            Belief before = beliefs.of(lesson.model());
            Arm.Change change =
                    arm.learn(x, lesson.reward(), lesson.weight(), decay.growth(lesson.at(), era), before.mean(x));
            lessons++;
            if (change != null) {
                listener.drifted(lesson.model(), change == Arm.Change.WORSE);
            }
            if (change != null || lessons % POOLED_EVERY == 0) {
                pooled();
            } else {
                believe(lesson.model(), arm);
                publish();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Works all beliefs out anew. */
    public void refresh() {
        lock.lock();
        try {
            pooled();
        } finally {
            lock.unlock();
        }
    }

    /** What was learnt here and is not kept yet, by key. What was sent but not {@link #sent} is sent again. */
    public Map<String, Sums> send() {
        lock.lock();
        try {
            move();
            Map<String, Sums> deltas = new HashMap<>();
            arms.forEach((model, arm) -> {
                double[] own = arm.send();
                if (own != null) {
                    deltas.put(key(model, arm.generation()), new Sums(own));
                }
            });
            return deltas;
        } finally {
            lock.unlock();
        }
    }

    /** What {@link #send} gave is kept. */
    public void sent() {
        lock.lock();
        try {
            arms.values().forEach(Arm::sent);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what is kept for all replicas.
     *
     * @return keys that nobody needs any more; those that make no sense are passed over
     */
    public Kept take(Map<String, Sums> kept) {
        lock.lock();
        try {
            move();
            Kept found = Kept.of(kept, prefix, era, Lessons.size(dimension));
            double scale = scale();
            found.sums()
                    .forEach((model, newest) ->
                            arm(model).take(newest.generation(), newest.sums().toArray(), scale));
            pooled();
            return found;
        } finally {
            lock.unlock();
        }
    }

    private String key(String model, int generation) {
        return prefix + SEPARATOR + era + SEPARATOR + generation + SEPARATOR + model;
    }

    private Arm arm(String model) {
        return arms.computeIfAbsent(model, id -> new Arm(priors.apply(id), dimension));
    }

    private void pooled() {
        move();
        double scale = scale();
        pool = Pool.of(arms.values(), dimension, scale);
        untried = new ConcurrentHashMap<>();
        arms.forEach(this::believe);
        publish();
    }

    private void believe(String model, Arm arm) {
        Belief belief = Belief.of(arm.sums(scale()), pool.mean(arm.offset()), tuning.shrinkage());
        if (belief != null) {
            tried.put(model, belief);
        }
    }

    private void publish() {
        Set<String> probation = new HashSet<>();
        arms.forEach((model, arm) -> {
            if (arm.isOnProbation()) {
                probation.add(model);
            }
        });
        Pool now = pool;
        beliefs = new Beliefs(tried, probation, untried, model -> prior(model, now));
    }

    /** Of a model of which nothing was learnt. */
    private Belief prior(String model, Pool now) {
        Prior known = priors.apply(model);
        double[] sums = known.sums().size() == Lessons.size(dimension)
                ? known.sums().toArray()
                : new double[Lessons.size(dimension)];
        Belief belief = Belief.of(sums, now.mean(known.offset()), tuning.shrinkage());
        return Objects.requireNonNull(belief, "a prior is sound");
    }

    /** Of now. */
    private double scale() {
        return 1 / decay.growth(clock.instant(), era);
    }

    /** Counts as a later era does, if one has begun. */
    private void move() {
        int now = decay.era(clock.instant());
        if (now > era) {
            double factor = Decay.between(era, now);
            arms.values().forEach(arm -> arm.scale(factor));
            era = now;
        }
    }
}
