package gateway.metering;

import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Usage;
import gateway.token.InputTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * What attempts that failed before the first token may have cost. Providers do not charge for what they refuse; what
 * they had begun when it broke off they may charge for, and no one tells. So the input counts then, as an estimate.
 */
public final class AttemptCosts {
    private static final int OK = 200;

    private AttemptCosts() {}

    /** The attempts that may have cost something. */
    public static List<Spent> of(InputTokens input, List<Attempt> attempts) {
        List<Spent> spent = new ArrayList<>(0);
        for (Attempt attempt : attempts) {
            if (!(attempt instanceof Attempt.Failed failed)) {
                continue;
            }
            Deployment deployment = failed.deployment();
            Usage used = failed.used();
            if (used != null) {
                spent.add(Spent.of(deployment, used, true));
            } else if (failed.called() && mayCost(failed.failure())) {
                spent.add(Spent.of(deployment, Usage.of(input.likely(deployment), 0), true));
            }
        }
        return spent;
    }

    /** The same of a request that was refused in the end, although an attempt may have been answered. */
    public static List<Spent> ofRefused(InputTokens input, List<Attempt> attempts) {
        List<Spent> spent = of(input, attempts);
        for (Attempt attempt : attempts) {
            if (attempt instanceof Attempt.Answered answered) {
                spent.add(of(input, answered));
            }
        }
        return spent;
    }

    private static Spent of(InputTokens input, Attempt.Answered answered) {
        Deployment deployment = answered.deployment();
        Usage told = null;
        long output = 1;
        switch (answered.answer()) {
            case Answer.Whole whole -> {
                told = whole.completion().usage();
                output = Math.max(1, AnswerTally.of(whole.completion()).likely());
            }
            case Answer.Embedded embedded -> {
                told = embedded.embeddings().usage();
                output = 0;
            }
            case Answer.Streamed streamed -> {}
        }
        return told == null
                ? Spent.of(deployment, Usage.of(input.likely(deployment), output), true)
                : Spent.of(deployment, told.plausible(), false);
    }

    /** Whether the provider may have read the prompt. */
    private static boolean mayCost(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT, CUT, CANCELLED -> true;
            case BROKEN -> failure.status() == 0 || failure.status() == OK;
            case UNREACHABLE -> failure.code().equals("connection_lost");
            case CLIENT_FAULT, CONTEXT_LENGTH, UNSUPPORTED, OUR_FAULT, RATE_LIMITED, NOT_CALLED, OVER_LIMIT -> false;
        };
    }
}
