package gateway.app;

import gateway.Ticker;
import gateway.admission.TenantDirectory;
import gateway.api.FindDecision;
import gateway.api.KeepFeedback;
import gateway.api.ReadFeedback;
import gateway.api.WriteRefusal;
import gateway.decision.DecisionStore;
import gateway.feedback.FeedbackStore;
import gateway.feedback.RecentDecisions;
import gateway.feedback.Signals;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.RefusedException;
import gateway.routing.Learner;
import gateway.telemetry.FeedbackMeters;
import gateway.wire.ClientCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is learnt from what clients say of answers, and from what can be seen of them. */
final class FeedbackParts implements EndListener {
    /** As many as may wait to be written: {@link DecisionLog#QUEUE}. */
    private static final int RECENT = DecisionLog.QUEUE;

    private static final int KEY_BYTES = 32;

    private final DecisionStore decisions;
    private final FeedbackStore store;
    private final Learner learner;
    private final FeedbackMeters meters;
    private final InstantSource clock;
    private final RecentDecisions recent;
    private final Signals signals;

    /**
     * Makes all of it.
     *
     * @param decisions the records of requests
     * @param store where feedback is kept
     * @param learner is given the lessons
     */
    FeedbackParts(
            DecisionStore decisions,
            FeedbackStore store,
            Learner learner,
            MeterRegistry meters,
            InstantSource clock,
            Ticker ticker) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.decisions = decisions;
        this.store = store;
        this.learner = learner;
        this.meters = new FeedbackMeters(meters);
        this.clock = clock;
        this.recent = new RecentDecisions(clock, ticker, RECENT);
        this.signals = new Signals(learner, this.meters, clock, ticker, key);
    }

    @Override
    public void ended(Ended end) {
        recent.ended(end);
        signals.ended(end);
    }

    /** A request was refused. */
    void refused(String id, @Nullable RefusedException cause) {
        recent.refused(id, cause);
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(TenantDirectory tenants, ClientCodec codec) {
        return Map.of(
                "readFeedback", new ReadFeedback(tenants),
                "findDecision", new FindDecision(recent, decisions, clock),
                "keepFeedback", new KeepFeedback(store, learner, meters, clock),
                "refuseFeedback", new WriteRefusal(codec, (id, problem, cause) -> meters.came(problem.code()), clock));
    }
}
