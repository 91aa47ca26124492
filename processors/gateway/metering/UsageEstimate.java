package gateway.metering;

import gateway.model.Deployment;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.token.InputTokens;
import gateway.token.OutputBound;
import gateway.token.TextTally;
import gateway.token.TokenCounter;

/** Estimates what providers do not tell of a call's usage. Thread-safe. */
public final class UsageEstimate {
    private final TokenCounter tokens;
    private final CountedInputs inputs;

    /**
     * Takes what it estimates by.
     *
     * @param inputs what was counted already
     */
    public UsageEstimate(TokenCounter tokens, CountedInputs inputs) {
        this.tokens = tokens;
        this.inputs = inputs;
    }

    /** The input of a call. */
    public InputTokens input(Outcome outcome) {
        InputTokens counted = inputs.of(outcome.request().call().id());
        return counted != null
                ? counted
                : tokens.count(outcome.request(), outcome.decision().ranked());
    }

    /** An estimate of a call that has no output but vectors. */
    Usage ofInput(Outcome outcome) {
        return Usage.of(input(outcome).likely(outcome.served().deployment()), 0);
    }

    /** An estimate that is never zero, of an answer of which this much was seen. */
    Usage of(Outcome outcome, TextTally seen) {
        return Usage.of(input(outcome).likely(outcome.served().deployment()), output(outcome, 0, seen));
    }

    /**
     * An estimate of an answer's tokens; never more than the provider was allowed.
     *
     * @param told what the provider has told of it
     * @param rest what was seen beyond this
     */
    long output(Outcome outcome, long told, TextTally rest) {
        Deployment served = outcome.served().deployment();
        long allowed = Math.max(1, OutputBound.of(outcome.request(), served));
        return Math.max(told, Math.min(told + tokens.output(served, rest), allowed));
    }
}
