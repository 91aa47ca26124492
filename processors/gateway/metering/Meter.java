package gateway.metering;

import gateway.Stage;
import gateway.Ticker;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Stream;
import gateway.model.Usage;
import gateway.token.InputTokens;
import gateway.token.TextTally;
import gateway.token.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees to it that every answered call has one end, with its usage and cost. */
public final class Meter implements Stage<Outcome, Outcome> {
    private final List<EndListener> listeners;
    private final Ticker ticker;
    private final TokenCounter tokens;
    private final UsageEstimate estimate;

    /**
     * Takes what it needs.
     *
     * @param listeners are told of every end, in this order
     * @param ticker the time
     * @param tokens estimates what providers do not tell, and learns from what they do
     * @param inputs what was counted already
     */
    public Meter(List<EndListener> listeners, Ticker ticker, TokenCounter tokens, CountedInputs inputs) {
        this.listeners = List.copyOf(listeners);
        this.ticker = ticker;
        this.tokens = tokens;
        this.estimate = new UsageEstimate(tokens, inputs);
    }

    @Override
    public Outcome apply(Outcome outcome) {
        return switch (outcome.served().answer()) {
            case Answer.Whole whole -> {
                Usage told = whole.completion().usage();
                Usage usage = told != null ? told : estimate.of(outcome, AnswerTally.of(whole.completion()));
                AnswerForm form = FormTally.of(outcome.chat(), whole.completion());
                ended(outcome, Exit.COMPLETE, null, now(), usage, told == null, form);
                yield outcome;
            }
            case Answer.Embedded embedded -> {
                Usage told = embedded.embeddings().usage();
                Usage usage = told != null ? told : estimate.ofInput(outcome);
                ended(outcome, Exit.COMPLETE, null, now(), usage, told == null, AnswerForm.UNKNOWN);
                // a client that counts for itself is better served by an estimate than by nothing
                yield told != null
                        ? outcome
                        : outcome.withAnswer(
                                new Answer.Embedded(embedded.embeddings().with(usage), embedded.original()));
            }
            case Answer.Streamed streamed ->
                outcome.withAnswer(
                        streamed.through(next -> new MeteredReceiver(this, outcome, streamed.stream(), next)));
        };
    }

    long now() {
        return ticker.nanos();
    }

    /** The end of a stream of which all was seen. */
    void ended(Outcome outcome, Exit exit, @Nullable Failure failure, long endNanos, LegTally leg, AnswerForm form) {
        LegTally.Told told = leg.told(estimate, outcome);
        TextTally lesson =
                exit == Exit.COMPLETE && !outcome.decision().plan().isRecalled() ? leg.lesson(outcome) : null;
        if (lesson != null) {
            tokens.learnOutput(outcome.served().deployment(), lesson, told.usage());
        }
        ended(outcome, exit, failure, endNanos, told.usage(), told.estimated(), form);
    }

    /** The end of a stream of whose last deployment nothing was seen. */
    void ended(Stream.Course course, Exit exit, @Nullable Failure failure, long endNanos, AnswerForm form) {
        ended(course.outcome(), exit, failure, endNanos, course.usage(), course.estimated(), form);
    }

    private void ended(
            Outcome outcome,
            Exit exit,
            @Nullable Failure failure,
            long endNanos,
            Usage told,
            boolean estimated,
            AnswerForm form) {
        Usage usage = told.plausible();
        Deployment served = outcome.served().deployment();
        InputTokens input = estimate.input(outcome);
        boolean recalled = outcome.decision().plan().isRecalled();
        if (!estimated && !recalled) {
            tokens.learn(served, input, usage);
        }
        List<Spent> spent = AttemptCosts.of(input, outcome.attempts());
        if (!recalled) {
            spent.add(Spent.of(served, usage, estimated));
        }
        Ended end = new Ended(outcome, exit, failure, usage, estimated, spent, endNanos, form);
        for (EndListener listener : listeners) {
            listener.ended(end);
        }
    }
}
