package gateway.cache;

import gateway.Stage;
import gateway.Ticker;
import gateway.cache.CacheListener.Result;
import gateway.model.CacheRules;
import gateway.model.Deployment;
import gateway.model.Freshness;
import gateway.model.Keeper;
import gateway.model.Plan;
import gateway.model.Recall;
import gateway.model.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an answer to the same question, where the tenant wants that. It stands behind every stage that can refuse
 * the request, and gives only what a deployment said that may be asked now: so residency, kill switches and what a key
 * may use hold for kept answers too.
 */
public final class RecallAnswer implements Stage<Plan, Plan> {
    private static final String STAGE = "recall";

    private final AnswerStore store;
    private final LikeQuestions alike;
    private final CacheListener listener;
    private final InstantSource clock;
    private final Ticker ticker;
    private final int maxAnswer;
    private final Flights flights;

    /** One whose requests never wait for each other. */
    public RecallAnswer(
            AnswerStore store,
            LikeQuestions alike,
            CacheListener listener,
            InstantSource clock,
            Ticker ticker,
            int maxAnswer) {
        this(store, alike, listener, clock, ticker, maxAnswer, Duration.ZERO);
    }

    /**
     * Takes what it looks in.
     *
     * @param alike finds like questions
     * @param clock tells how old an answer is
     * @param ticker measures the look-up
     * @param maxAnswer a longer answer is not kept, in bytes
     * @param wait so long at most one waits for the answer to the same question that is being asked; zero = not at all
     */
    public RecallAnswer(
            AnswerStore store,
            LikeQuestions alike,
            CacheListener listener,
            InstantSource clock,
            Ticker ticker,
            int maxAnswer,
            Duration wait) {
        this.store = store;
        this.alike = alike;
        this.listener = listener;
        this.clock = clock;
        this.ticker = ticker;
        this.maxAnswer = maxAnswer;
        this.flights = new Flights(wait, ticker);
    }

    @Override
    public Plan apply(Plan plan) {
        CacheRules.Rule rule = plan.tenant().cache().models().get(plan.request().model());
        if (rule == null) {
            return plan;
        }
        long begun = ticker.nanos();
        Recall found = look(plan, rule);
        listener.looked(plan.tenant().id(), result(found), Duration.ofNanos(ticker.nanos() - begun));
        return plan.noting(STAGE, note(found)).with(found);
    }

    private Recall look(Plan plan, CacheRules.Rule rule) {
        String against = switch (plan.request()) {
            case Request.Chat chat -> Cacheable.against(chat);
            case Request.Embedding embedding -> "embedding";
        };
        if (against != null) {
            return new Recall.Bypass(against, null);
        }
        Freshness wanted = plan.request().call().wishes().freshness();
        if (!wanted.read() && !wanted.store()) {
            return new Recall.Bypass("client", null);
        }
        RequestKeys keys = RequestKeys.of(plan, rule.similarity() != null);
        Instant now = clock.instant();
        Instant oldest = oldest(plan, rule, wanted, now);
        if (wanted.read()) {
            Kept same = store.find(keys.exact());
            if (same != null && isGiven(plan, same, oldest)) {
                return hit(same, now, null);
            }
        }
        Flights.Flight own = new Flights.Flight();
        if (wanted.read() && wanted.store()) {
            Kept other = awaited(plan, keys.exact(), own, oldest);
            if (other != null) {
                return hit(other, clock.instant(), null);
            }
        }
        LikeQuestions.@Nullable Question question =
                wanted.read() || rule.embedder() == null ? alike.question(keys, plan, rule.embedder()) : null;
        if (wanted.read() && question != null) {
            LikeQuestions.@Nullable Found like = alike.find(question, rule, each -> isGiven(plan, each, oldest));
            if (like != null) {
                flights.over(keys.exact(), own);
                return hit(like.kept(), now, like.likeness());
            }
        }
        Keeper keeper = wanted.store() ? keeper(keys.exact(), question, own, now, now.plus(rule.ttl())) : null;
        return wanted.read() ? new Recall.Miss(keeper) : new Recall.Bypass("client", keeper);
    }

    /** The answer of somebody who asks the same now; null if nobody does, or there is none to be given in time. */
    private @Nullable Kept awaited(Plan plan, CacheKey key, Flights.Flight own, Instant oldest) {
        Flights.Flight other = flights.join(key, own);
        if (other == null) {
            // who asked may have come to an end between the look and now
            Kept kept = store.find(key);
            if (kept != null && isGiven(plan, kept, oldest)) {
                flights.over(key, own);
                return kept;
            }
            return null;
        }
        Duration patience = flights.patience(plan.deadlineNanos() - ticker.nanos());
        Kept kept = other.await(patience, plan.request().call().cancellation());
        return kept != null && isGiven(plan, kept, oldest) ? kept : null;
    }

    /** Keeps the answer by both of its names, and gives it to those who wait for it. */
    private Keeper keeper(
            CacheKey exact,
            LikeQuestions.@Nullable Question question,
            Flights.Flight own,
            Instant asked,
            Instant until) {
        return new OnceKept(
                asked,
                until,
                maxAnswer,
                kept -> {
                    store.put(exact, kept);
                    own.land(kept);
                    if (question != null) {
                        alike.put(question);
                    }
                    listener.kept(exact.tenant());
                },
                () -> flights.over(exact, own));
    }

    /** From when on a kept answer must be. */
    private static Instant oldest(Plan plan, CacheRules.Rule rule, Freshness wanted, Instant now) {
        Duration age =
                wanted.maxAge() == null || wanted.maxAge().compareTo(rule.ttl()) > 0 ? rule.ttl() : wanted.maxAge();
        Instant oldest = now.minus(age);
        Instant notBefore = plan.tenant().cache().notBefore();
        return notBefore != null && notBefore.isAfter(oldest) ? notBefore : oldest;
    }

    /** Who answered must be one that may answer now, and be the same as it was then. */
    private static boolean isGiven(Plan plan, Kept kept, Instant oldest) {
        if (kept.asked().isBefore(oldest)) {
            return false;
        }
        for (Deployment candidate : plan.candidates()) {
            if (candidate.equals(kept.deployment())) {
                return true;
            }
        }
        return false;
    }

    private static Recall.Hit hit(Kept kept, Instant now, @Nullable Double likeness) {
        return new Recall.Hit(
                kept.deployment(),
                kept.completion(),
                kept.original(),
                kept.lost(),
                Duration.between(kept.asked(), now),
                likeness);
    }

    private static Result result(Recall found) {
        return switch (found) {
            case Recall.Hit hit -> hit.likeness() == null ? Result.HIT : Result.ALIKE;
            case Recall.Miss _ -> Result.MISS;
            case Recall.Bypass _, Recall.Off _ -> Result.BYPASS;
        };
    }

    private static String note(Recall found) {
        return switch (found) {
            case Recall.Hit hit ->
                "hit, " + hit.age().toSeconds() + " s old"
                        + (hit.likeness() == null ? "" : ", likeness " + rounded(hit.likeness()));
            case Recall.Bypass bypass -> "bypass: " + bypass.why();
            case Recall.Miss _, Recall.Off _ -> found.word();
        };
    }

    private static String rounded(double likeness) {
        return String.format(Locale.ROOT, "%.3f", likeness);
    }
}
