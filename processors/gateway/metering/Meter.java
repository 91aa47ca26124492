package gateway.metering;

import gateway.Stage;
import gateway.Ticker;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that every answered call has one end, with its usage and cost. */
public final class Meter implements Stage<Outcome, Outcome> {
    private final List<EndListener> listeners;
    private final Ticker ticker;

    /** Takes who is told, and the time. */
    public Meter(List<EndListener> listeners, Ticker ticker) {
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        return switch (outcome.served().answer()) {
            case Answer.Whole whole -> {
                Usage told = whole.completion().usage();
                Usage usage = told != null ? told : UsageEstimate.of(outcome.request(), characters(whole));
                ended(outcome, Exit.COMPLETE, null, usage, told == null);
                yield outcome;
            }
            case Answer.Streamed streamed ->
                outcome.withAnswer(streamed.through(next -> new MeteredReceiver(this, outcome, next)));
        };
    }

    void ended(Outcome outcome, Exit exit, @Nullable Failure failure, Usage usage, boolean estimated) {
        long cost = outcome.served().deployment().price().microUsd(usage);
        Ended end = new Ended(outcome, exit, failure, usage, estimated, cost, ticker.nanos());
        for (EndListener listener : listeners) {
            listener.ended(end);
        }
    }

    private static long characters(Answer.Whole whole) {
        long characters = 0;
        for (Part part : whole.completion().content()) {
            characters += switch (part) {
                case Part.Text text -> text.text().length();
                case Part.Thinking thinking -> thinking.text().length();
                case Part.ToolCall call -> call.arguments().text().length();
                case Part.Image image -> 0;
                case Part.Document document -> 0;
                case Part.ToolResult result -> 0;
                case Part.RedactedThinking redacted -> redacted.data().length();
                case Part.CachePoint point -> 0;
                case Part.Other other -> other.json().text().length();
            };
        }
        return characters;
    }
}
