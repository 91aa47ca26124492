package gateway.metering;

import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The single end of an answered call.
 *
 * @param outcome what answered
 * @param exit how it ended
 * @param failure why it broke off; null unless it failed
 * @param usage tokens of the attempt that answered
 * @param estimated whether the provider's own count is missing, so that usage was estimated from what passed by
 * @param spent what each attempt cost or may have cost, the one that answered last
 * @param endNanos when it ended, in nanoseconds of the process's ticker
 * @param form what form the answer had
 */
public record Ended(
        Outcome outcome,
        Exit exit,
        @Nullable Failure failure,
        Usage usage,
        boolean estimated,
        List<Spent> spent,
        long endNanos,
        AnswerForm form) {
    public Ended {
        spent = List.copyOf(spent);
    }

    /** The end of a call whose first attempt answered, in a form that nobody has looked at. */
    public Ended(
            Outcome outcome,
            Exit exit,
            @Nullable Failure failure,
            Usage usage,
            boolean estimated,
            long microUsd,
            long endNanos) {
        this(
                outcome,
                exit,
                failure,
                usage,
                estimated,
                List.of(new Spent(outcome.served().deployment(), usage, estimated, microUsd)),
                endNanos,
                AnswerForm.UNKNOWN);
    }

    /** What the request cost, with what earlier attempts may have cost, in micro-USD. */
    public long microUsd() {
        return Spent.microUsd(spent);
    }

    /** Whether nobody was called, as an answer was given that was kept: it costs nothing, and is no news of anybody. */
    public boolean isRecalled() {
        return outcome.decision().plan().isRecalled();
    }

    /** The three ways in which a call ends. */
    public enum Exit {
        COMPLETE,
        CANCELLED,
        FAILED
    }
}
