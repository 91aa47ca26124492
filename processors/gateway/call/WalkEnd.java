package gateway.call;

import gateway.Ticker;
import gateway.model.Attempt;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the refusal that tells a client why nobody answered. */
final class WalkEnd {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private WalkEnd() {}

    /** The refusal of a walk whose deadline has passed. */
    static RefusedException late(Walk walk, Ticker ticker) {
        Plan plan = walk.decision().plan();
        long nanos = ticker.nanos() - plan.request().call().receivedNanos();
        return refuse(walk, new Refusal.DeadlineExceeded(Duration.ofMillis(nanos / 1_000_000)));
    }

    /** The refusal of a walk that has come to its end. */
    static RefusedException refusal(Walk walk) {
        Plan plan = walk.decision().plan();
        if (plan.request().call().cancellation().isCancelled()) {
            return refuse(walk, new Refusal.ClientGone());
        }
        List<String> failures = new ArrayList<>();
        boolean limited = true;
        @Nullable Failure overLimit = null;
        boolean unsupported = true;
        boolean tooLong = true;
        boolean off = true;
        Duration wait = LONGEST_WAIT;
        int largest = 0;
        String problem = "";
        for (Attempt attempt : walk.attempts()) {
            if (!(attempt instanceof Attempt.Failed failed)) {
                continue;
            }
            Failure failure = failed.failure();
            if (failure.kind() == Kind.CLIENT_FAULT) {
                return refuse(walk, new Refusal.ProviderRejected(failure.status(), failure.code(), failure.detail()));
            }
            if (failure.equals(Failure.SHUTTING_DOWN)) {
                return refuse(walk, new Refusal.Stopping());
            }
            failures.add(failed.deployment().id() + ": " + failure.code());
            limited &= failure.kind() == Kind.RATE_LIMITED || failure.kind() == Kind.OVER_LIMIT;
            overLimit = failure.kind() == Kind.OVER_LIMIT ? failure : overLimit;
            unsupported &= failure.kind() == Kind.UNSUPPORTED;
            tooLong &= failure.kind() == Kind.CONTEXT_LENGTH;
            off &= failure.kind() == Kind.CUT
                    || (failure.kind() == Kind.NOT_CALLED && failure.code().equals("switched_off"));
            largest = Math.max(largest, failed.deployment().contextTokens());
            Redacted detail = failure.detail();
            if (failure.kind() == Kind.UNSUPPORTED && detail != null) {
                problem = detail.value();
            }
            Duration retryAfter = failure.retryAfter();
            if (retryAfter != null && retryAfter.compareTo(wait) < 0) {
                wait = retryAfter;
            }
        }
        if (failures.isEmpty()) {
            return refuse(walk, new Refusal.AllProvidersFailed(failures));
        }
        Refusal cause = limited
                ? limited(overLimit, wait)
                : unsupported
                        ? new Refusal.UnsupportedFeature(problem)
                        : tooLong
                                ? new Refusal.ContextLengthExceeded(largest)
                                : off
                                        ? new Refusal.SwitchedOff(plan.request().model())
                                        : new Refusal.AllProvidersFailed(failures);
        return refuse(walk, cause);
    }

    /** A refusal of the walk with all that was tried. */
    static RefusedException refuse(Walk walk, Refusal refusal) {
        return new RefusedException(refusal, walk.decision(), walk.attempts());
    }

    /** What a client is told whose call had no room: of its own limit, if that is the reason, or of the providers'. */
    private static Refusal limited(@Nullable Failure overLimit, Duration wait) {
        Redacted limit = overLimit == null ? null : overLimit.detail();
        String name = limit == null ? "the providers' rate limits" : limit.value();
        Duration reset = overLimit == null ? null : overLimit.retryAfter();
        return switch (overLimit == null ? "" : overLimit.code()) {
            case "budget_exceeded" -> new Refusal.BudgetExceeded(name, reset == null ? wait : reset);
            case "ledger_unavailable" -> new Refusal.LedgerUnavailable();
            default -> new Refusal.RateLimited(name, wait);
        };
    }
}
