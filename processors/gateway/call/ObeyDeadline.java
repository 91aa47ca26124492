package gateway.call;

import gateway.Stage;
import gateway.Ticker;
import gateway.model.Answer;
import gateway.model.Outcome;
import gateway.model.TimeBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends streams whose time is over. At the soft deadline one ends as its caller wants it: early, as if it had come to
 * the bound of its tokens, or by an error. At the hard deadline, which stands behind the guardrails, whatever is still
 * under way is cut. Whole answers are bounded where they are waited for.
 */
public final class ObeyDeadline implements Stage<Outcome, Outcome> {
    private final boolean hard;
    private final Alarms alarms;
    private final Ticker ticker;

    private ObeyDeadline(boolean hard, Alarms alarms, Ticker ticker) {
        this.hard = hard;
        this.alarms = alarms;
        this.ticker = ticker;
    }

    /** The stage of the soft deadline. */
    public static ObeyDeadline soft(Alarms alarms, Ticker ticker) {
        return new ObeyDeadline(false, alarms, ticker);
    }

    /** The stage of the hard deadline. */
    public static ObeyDeadline hard(Alarms alarms, Ticker ticker) {
        return new ObeyDeadline(true, alarms, ticker);
    }

    @Override
    public Outcome apply(Outcome outcome) {
        TimeBudget time = outcome.decision().plan().time();
        Duration whole = limit(time);
        if (whole == null || !(outcome.served().answer() instanceof Answer.Streamed streamed)) {
            return outcome;
        }
        return outcome.withAnswer(streamed.through(next -> {
            TimedStream timed = new TimedStream(outcome.request(), !hard, time.then(), streamed.stream(), next);
            timed.wakeBy(alarms, whole.minusNanos(ticker.nanos() - time.startNanos()));
            return timed.receiver();
        }));
    }

    private @Nullable Duration limit(TimeBudget time) {
        return hard ? time.hard() : time.soft();
    }
}
