package gateway.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every way in which the gateway says no. What may quote the client is not shown by {@code toString}. */
public sealed interface Refusal {
    /**
     * The request cannot be understood.
     *
     * @param problem what is wrong and how to put it right
     * @param param the field, if one is to blame
     */
    record Malformed(String problem, @Nullable String param) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Malformed[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * No key, or none that we know.
     *
     * @param problem which of the two
     */
    record InvalidApiKey(String problem) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "InvalidApiKey[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * The key is known, but may not do this.
     *
     * @param problem what it may not
     */
    record PermissionDenied(String problem) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "PermissionDenied[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * No such model.
     *
     * @param model what was asked for
     */
    record ModelNotFound(String model) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "ModelNotFound[" + Redacted.shown(model) + "]";
        }
    }

    /**
     * No such path.
     *
     * @param problem what there is instead
     */
    record NotFound(String problem) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "NotFound[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * The path knows other methods only.
     *
     * @param allowed the methods, for the {@code Allow} header
     */
    record MethodNotAllowed(String allowed) implements Refusal {}

    /**
     * No deployment where the data may go.
     *
     * @param model what was asked for
     */
    record NoDeploymentInRegion(String model) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "NoDeploymentInRegion[" + Redacted.shown(model) + "]";
        }
    }

    /**
     * An operator switched it off.
     *
     * @param what the switch, as {@code scope/name}
     */
    record SwitchedOff(String what) implements Refusal {}

    /**
     * No deployment can do what was asked.
     *
     * @param problem what cannot be done
     * @param param the field to blame, if one is
     */
    record UnsupportedFeature(String problem, @Nullable String param) implements Refusal {
        /** One that blames no field. */
        public UnsupportedFeature(String problem) {
            this(problem, null);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "UnsupportedFeature[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * The prompt is too long for every deployment that is allowed.
     *
     * @param largestTokens the largest context window among them
     */
    record ContextLengthExceeded(int largestTokens) implements Refusal {}

    /**
     * The body is too large.
     *
     * @param limitBytes the limit
     */
    record PayloadTooLarge(long limitBytes) implements Refusal {}

    /**
     * The headers are too large.
     *
     * @param limitBytes the limit
     */
    record HeadTooLarge(int limitBytes) implements Refusal {}

    /**
     * A provider says that the client's request is wrong or against its content policy.
     *
     * @param status its HTTP status
     * @param code its code
     * @param message its words, which may quote the request
     */
    record ProviderRejected(
            int status, String code, @Nullable Redacted message) implements Refusal {}

    /**
     * Everything that was allowed has been tried.
     *
     * @param failures what went wrong, in order, as {@code deployment: code}
     */
    record AllProvidersFailed(List<String> failures) implements Refusal {
        public AllProvidersFailed {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Too many requests or tokens in a minute, or too many calls at once.
     *
     * @param limit whose and which, such as {@code the limit of 60 requests per minute of the tenant acme}
     * @param retryAfter when there is room again
     */
    record RateLimited(String limit, Duration retryAfter) implements Refusal {}

    /**
     * The budget has no room for what the request may cost.
     *
     * @param budget whose and which, such as {@code the budget of 10.00 USD per day of the key k1}
     * @param retryAfter when the next one begins
     */
    record BudgetExceeded(String budget, Duration retryAfter) implements Refusal {}

    /**
     * Guardrails found what the policy forbids.
     *
     * @param reasons what and where, without content, such as {@code prompt attack in user}
     */
    record Blocked(List<String> reasons) implements Refusal {
        public Blocked {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * A guardrail that the policy demands cannot judge.
     *
     * @param problem why, without content
     */
    record GuardrailUnavailable(String problem) implements Refusal {}

    /** The ledger of budgets cannot be reached, and what was leased from it is used up. */
    record LedgerUnavailable() implements Refusal {}

    /**
     * The client's deadline, or ours, has passed.
     *
     * @param deadline which
     */
    record DeadlineExceeded(Duration deadline) implements Refusal {}

    /**
     * More at once than this gateway takes.
     *
     * @param retryAfter when to come again
     */
    record Overloaded(Duration retryAfter) implements Refusal {}

    /** This process ends; another one takes the request. */
    record Stopping() implements Refusal {}

    /**
     * What was to be changed has changed meanwhile.
     *
     * @param problem what, and what to do
     */
    record Conflict(String problem) implements Refusal {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Conflict[" + Redacted.shown(problem) + "]";
        }
    }

    /**
     * The client's own key of the request stands for something else, or for something that is not over.
     *
     * @param cause which
     */
    record IdempotencyConflict(Cause cause) implements Refusal {
        /** What can stand against a repeated request. */
        public enum Cause {
            /** The first one is still being answered. */
            IN_PROGRESS,
            /** The key was used for another request. */
            DIFFERENT,
            /** The first one was answered with more than is kept. */
            NOT_KEPT
        }
    }

    /** The store of kept replies cannot be reached. */
    record RepliesUnavailable() implements Refusal {}

    /** The store of jobs, or their queue, cannot be reached. */
    record JobsUnavailable() implements Refusal {}

    /** The store of responses that clients come back to cannot be reached. */
    record ResponsesUnavailable() implements Refusal {}

    /**
     * Feedback that cannot be taken.
     *
     * @param why what stands against it
     */
    record FeedbackRefused(Why why) implements Refusal {
        /** What can stand against feedback. */
        public enum Why {
            /** The caller has no such decision; another tenant's is as good as none. */
            UNKNOWN,
            /** There is feedback for the decision already. */
            REPEATED,
            /** The decision is too old. */
            LATE,
            /** No model answered that could have been good or bad. */
            UNANSWERED
        }
    }

    /** A store of control data cannot be read or written now. */
    record StoreUnavailable() implements Refusal {}

    /** The client has left; nobody reads this. */
    record ClientGone() implements Refusal {}

    /** A fault of the gateway. */
    record Internal() implements Refusal {}
}
