package gateway.call;

import gateway.Stage;
import gateway.Ticker;
import gateway.metering.UsageEstimate;
import gateway.model.Answer;
import gateway.model.OnBreak;
import gateway.model.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Lets another deployment go on where a stream breaks off, if the client wants that. Calls pass through the whole walk
 * again: residency, kill switches and budgets are asked anew, and each deployment is paid for.
 */
public final class KeepGoing implements Stage<Outcome, Outcome> {
    private final Successor successor;
    private final UsageEstimate estimate;
    private final Ticker ticker;
    private final Duration patience;
    private final Executor blocking;

    /**
     * Takes what it works with.
     *
     * @param successor finds who goes on
     * @param estimate tells what a broken answer has used
     * @param ticker the time
     * @param patience until the next deployment's first token
     * @param blocking runs the walk
     */
    public KeepGoing(Successor successor, UsageEstimate estimate, Ticker ticker, Duration patience, Executor blocking) {
        this.successor = successor;
        this.estimate = estimate;
        this.ticker = ticker;
        this.patience = patience;
        this.blocking = blocking;
    }

    /** Finds who goes on with an answer that broke off. Thread-safe. */
    @FunctionalInterface
    public interface Successor {
        /**
         * Walks on until a deployment answers. May block.
         *
         * @throws gateway.model.RefusedException if none does
         */
        Outcome after(BrokenOff broken);
    }

    @Override
    public Outcome apply(Outcome outcome) {
        OnBreak wanted = outcome.request().call().wishes().onBreak();
        return wanted != OnBreak.ERROR && outcome.served().answer() instanceof Answer.Streamed streamed
                ? outcome.withAnswer(
                        new Answer.Streamed(new ContinuedStream(this, outcome.chat(), outcome, streamed.stream())))
                : outcome;
    }

    Outcome after(BrokenOff broken) {
        return successor.after(broken);
    }

    UsageEstimate estimate() {
        return estimate;
    }

    void run(Runnable walk) {
        blocking.execute(walk);
    }

    /** When the next deployment's first token must be there, in nanoseconds of the ticker. */
    long firstTokenBy() {
        return ticker.nanos() + patience.toNanos();
    }
}
