package gateway.api;

import gateway.Stage;
import gateway.control.StoreException;
import gateway.decision.DecisionStore;
import gateway.decision.RoutingJson;
import gateway.decision.StoredDecision;
import gateway.feedback.Decided;
import gateway.feedback.Feedback;
import gateway.feedback.Grounded;
import gateway.feedback.Opinion;
import gateway.feedback.RecentDecisions;
import gateway.model.Refusal;
import gateway.model.Refusal.FeedbackRefused.Why;
import gateway.model.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the decision that a client says something of: among the last ones of this process, whose records may still wait
 * to be written, else in the store. Another tenant's decision is as good as none.
 */
public final class FindDecision implements Stage<Opinion, Grounded> {
    private final RecentDecisions recent;
    private final DecisionStore decisions;
    private final InstantSource clock;

    /** Takes where decisions are, and the time, which tells the old ones. */
    public FindDecision(RecentDecisions recent, DecisionStore decisions, InstantSource clock) {
        this.recent = recent;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public Grounded apply(Opinion opinion) {
        String tenant = opinion.tenant().id();
        Decided found = recent.find(tenant, opinion.id());
        if (found == null) {
            found = stored(tenant, opinion.id());
        }
        if (found == null) {
            throw refuse(Why.UNKNOWN);
        }
        Instant end = found.at().plus(Feedback.TAKEN_FOR);
        if (clock.instant().isAfter(end)) {
            throw refuse(Why.LATE);
        }
        if (found.model() == null) {
            throw refuse(Why.UNANSWERED);
        }
        return new Grounded(opinion, found, found.model());
    }

    private @Nullable Decided stored(String tenant, String id) {
        try {
            StoredDecision found = decisions.find(id);
            if (found == null || !found.tenant().equals(tenant)) {
                found = decisions.findAnswer(tenant, id);
            }
            return found == null ? null : decided(found);
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.StoreUnavailable());
        }
    }

    private static Decided decided(StoredDecision stored) {
        return new Decided(
                stored.id(),
                stored.tenant(),
                stored.completion(),
                stored.deployment() == null ? null : stored.model(),
                RoutingJson.context(stored.json()),
                stored.at());
    }

    private static RefusedException refuse(Why why) {
        return new RefusedException(new Refusal.FeedbackRefused(why));
    }
}
