package gateway.metering;

import gateway.Stage;
import gateway.Ticker;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Usage;
import gateway.token.InputTokens;
import gateway.token.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that every answered call has one end, with its usage and cost. */
public final class Meter implements Stage<Outcome, Outcome> {
    private final List<EndListener> listeners;
    private final Ticker ticker;
    private final TokenCounter counter;
    private final CountedInputs inputs;

    /**
     * Takes what it needs.
     *
     * @param listeners are told of every end, in this order
     * @param ticker the time
     * @param counter learns from what providers tell, and counts where they do not
     * @param inputs what was counted already
     */
    public Meter(List<EndListener> listeners, Ticker ticker, TokenCounter counter, CountedInputs inputs) {
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
        this.counter = counter;
        this.inputs = inputs;
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
        Deployment served = outcome.served().deployment();
        InputTokens input = input(outcome);
        if (!estimated) {
            counter.learn(served, input, usage);
        }
        List<Spent> spent = AttemptCosts.of(input, outcome.attempts());
        spent.add(Spent.of(served, usage, estimated));
        Ended end = new Ended(
                outcome, exit, failure, usage, estimated, Spent.microUsd(spent), spent, ticker.nanos());
        for (EndListener listener : listeners) {
            listener.ended(end);
        }
    }

    private InputTokens input(Outcome outcome) {
        InputTokens counted = inputs.of(outcome.request().call().id());
        return counted != null
                ? counted
                : counter.count(outcome.request(), outcome.decision().ranked());
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
