package gateway.metering;

import gateway.Stage;
import gateway.Ticker;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.token.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that every answered call has one end, with its usage and cost. */
public final class Meter implements Stage<Outcome, Outcome> {
    private final List<EndListener> listeners;
    private final Ticker ticker;
    private final TokenCounter tokens;

    /** Takes who is told, the time, and who estimates what providers do not tell. */
    public Meter(List<EndListener> listeners, Ticker ticker, TokenCounter tokens) {
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
        this.tokens = tokens;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        return switch (outcome.served().answer()) {
            case Answer.Whole whole -> {
                Usage told = whole.completion().usage();
                Usage usage =
                        told != null ? told : UsageEstimate.of(tokens, outcome, UsageEstimate.seen(whole.completion()));
                ended(outcome, Exit.COMPLETE, null, usage, told == null);
                yield outcome;
            }
            case Answer.Streamed streamed ->
                outcome.withAnswer(streamed.through(next -> new MeteredReceiver(this, tokens, outcome, next)));
        };
    }

    void ended(Outcome outcome, Exit exit, @Nullable Failure failure, Usage usage, boolean estimated) {
        long cost = outcome.served().deployment().price().microUsd(usage);
        Ended end = new Ended(outcome, exit, failure, usage, estimated, cost, ticker.nanos());
        for (EndListener listener : listeners) {
            listener.ended(end);
        }
    }
}
