package gateway.cache;

import gateway.Stage;
import gateway.Ticker;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Recall;
import java.util.List;

/**
 * Gives an answer that was kept in the form that is asked for, as if it came from its provider now: all that follows
 * judges it as it judges every answer. Nobody is called, and it costs nothing.
 */
public final class ReplayAnswer implements Stage<Plan, Outcome> {
    /** Stands in records where the policy would that ranked the deployments. */
    public static final String POLICY = "cache/1";

    private final Ticker ticker;

    /** Takes the time. */
    public ReplayAnswer(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public Outcome apply(Plan plan) {
        if (!(plan.recall() instanceof Recall.Hit hit)) {
            throw new IllegalStateException("no answer was found that could be given again");
        }
        Answer answer = plan.request().stream()
                ? new Answer.Streamed(new ReplayedStream(hit.completion()))
                : new Answer.Whole(hit.completion(), hit.original());
        Attempt.Answered served = new Attempt.Answered(hit.deployment(), 0, answer, hit.lost());
        Decision decision = new Decision(plan, List.of(hit.deployment()), POLICY, 1);
        return new Outcome(decision, served, List.of(), ticker.nanos());
    }
}
