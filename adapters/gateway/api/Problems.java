package gateway.api;

import gateway.feedback.Feedback;
import gateway.model.Failure;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.wire.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one table from a refusal to what a client is told. */
public final class Problems {
    private Problems() {}

    /** What a client is told of a refusal. */
    public static Problem of(Refusal refusal, String requestId) {
        return switch (refusal) {
            case Refusal.Malformed malformed ->
                new Problem(400, "invalid_request", malformed.problem(), malformed.param(), requestId);
            case Refusal.InvalidApiKey key -> problem(401, "invalid_api_key", key.problem(), requestId);
            case Refusal.PermissionDenied denied -> problem(403, "permission_denied", denied.problem(), requestId);
            case Refusal.ModelNotFound model ->
                new Problem(
                        404,
                        "model_not_found",
                        "the model '" + shown(model.model())
                                + "' is not known here: GET /v1/models lists those that are",
                        "model",
                        requestId);
            case Refusal.NotFound path -> problem(404, "not_found", path.problem(), requestId);
            case Refusal.MethodNotAllowed method ->
                problem(405, "method_not_allowed", "this path takes " + method.allowed() + " only", requestId);
            case Refusal.NoDeploymentInRegion region ->
                problem(
                        403,
                        "no_deployment_in_region",
                        "no deployment of '" + shown(region.model())
                                + "' keeps data in the EU: ask for another model, or for 'auto'",
                        requestId);
            case Refusal.SwitchedOff off ->
                problem(
                        503,
                        "switched_off",
                        "an operator has switched this off (" + shown(off.what()) + "): use another model, or wait",
                        requestId);
            case Refusal.UnsupportedFeature feature ->
                new Problem(400, "unsupported_feature", feature.problem(), feature.param(), requestId);
            case Refusal.ContextLengthExceeded length ->
                new Problem(
                        400,
                        "context_length_exceeded",
                        "the prompt is too long: the largest context window that may serve it has "
                                + length.largestTokens() + " tokens; shorten it or ask for another model",
                        "messages",
                        requestId);
            case Refusal.PayloadTooLarge large ->
                problem(
                        413,
                        "payload_too_large",
                        "the body is larger than " + large.limitBytes() + " bytes",
                        requestId);
            case Refusal.HeadTooLarge large ->
                problem(
                        431,
                        "invalid_request",
                        "the headers are larger than " + large.limitBytes() + " bytes",
                        requestId);
            case Refusal.ProviderRejected rejected -> rejected(rejected, requestId);
            case Refusal.AllProvidersFailed failed ->
                problem(
                        502,
                        "all_providers_failed",
                        "no provider could answer (" + String.join(", ", failed.failures()) + "): try again later",
                        requestId);
            case Refusal.RateLimited limited ->
                problem(
                        429,
                        "rate_limited",
                        "there is no room in " + limited.limit() + ": wait as long as retry-after says, and try again",
                        requestId);
            case Refusal.BudgetExceeded exceeded ->
                problem(
                        429,
                        "budget_exceeded",
                        "what this request may cost at most does not fit into what is left of " + exceeded.budget()
                                + ": bound the answer, use a cheaper model, have the budget raised, or wait until it"
                                + " begins anew, when retry-after is over",
                        requestId);
            case Refusal.Blocked blocked ->
                problem(
                        400,
                        "blocked_by_guardrail",
                        "the guardrails of this gateway do not let this pass (" + String.join(", ", blocked.reasons())
                                + "): change the request, or ask whoever runs the gateway for another policy",
                        requestId);
            case Refusal.GuardrailUnavailable guardrail ->
                problem(
                        503,
                        "guardrail_unavailable",
                        "a guardrail that must see this request cannot judge it (" + guardrail.problem()
                                + "): try again soon",
                        requestId);
            case Refusal.LedgerUnavailable ledger ->
                problem(
                        503,
                        "ledger_unavailable",
                        "the ledger of budgets cannot be reached now, and without it nobody knows what may still be"
                                + " spent: try again soon",
                        requestId);
            case Refusal.DeadlineExceeded deadline ->
                problem(
                        504,
                        "deadline_exceeded",
                        "there was no answer within " + deadline.deadline().toMillis()
                                + " ms: try again, or allow more by x-serai-deadline-ms",
                        requestId);
            case Refusal.Overloaded over ->
                problem(503, "overloaded", "the gateway has too much to do: wait and try again", requestId);
            case Refusal.Stopping stopping ->
                problem(
                        503,
                        "overloaded",
                        "this gateway is being stopped and takes no more calls: send the request again, by a new connection",
                        requestId);
            case Refusal.Conflict conflict -> problem(409, "conflict", conflict.problem(), requestId);
            case Refusal.IdempotencyConflict conflict -> idempotency(conflict.cause(), requestId);
            case Refusal.RepliesUnavailable replies ->
                problem(
                        503,
                        "store_unavailable",
                        "the store of kept replies cannot be reached now, and without it nobody knows whether this"
                                + " request was answered before: try again soon, or without idempotency-key",
                        requestId);
            case Refusal.JobsUnavailable jobs ->
                problem(
                        503,
                        "store_unavailable",
                        "the store of jobs, or their queue, cannot be reached now: try again soon",
                        requestId);
            case Refusal.ResponsesUnavailable responses ->
                problem(
                        503,
                        "store_unavailable",
                        "the store of responses cannot be reached now: try again soon, or send the whole conversation",
                        requestId);
            case Refusal.FeedbackRefused feedback -> feedback(feedback.why(), requestId);
            case Refusal.StoreUnavailable store ->
                problem(
                        503,
                        "store_unavailable",
                        "the store of control data cannot be reached now, while calls are served as before; if this was"
                                + " a change, look whether it was made, then try again",
                        requestId);
            case Refusal.ClientGone gone -> problem(499, "client_gone", "the client has left", requestId);
            case Refusal.Internal fault ->
                problem(500, "internal_error", "the gateway has a fault: tell its operators the request id", requestId);
        };
    }

    /** What a client is told of a stream that broke off. */
    public static Problem of(Failure failure, String requestId) {
        if (failure.equals(Failure.SHUTTING_DOWN)) {
            return problem(
                    503,
                    "shutting_down",
                    "this gateway is being stopped, and what came so far is not the whole answer: send the request again",
                    requestId);
        }
        if (failure.equals(Failure.OUT_OF_TIME)) {
            return problem(
                    504,
                    "deadline_exceeded",
                    "the time for this call is over, and what came so far is not the whole answer: allow more by"
                            + " x-serai-deadline-ms, or take what there is by x-serai-on-deadline: finish",
                    requestId);
        }
        if (failure.kind() == Failure.Kind.CUT) {
            return problem(
                    503,
                    "switched_off",
                    "an operator has switched this off, and what came so far is not the whole answer: use another model,"
                            + " or wait",
                    requestId);
        }
        Redacted detail = failure.detail();
        String why = detail == null ? failure.code() : detail.value();
        return problem(502, "all_providers_failed", "the provider's stream broke off (" + why + ")", requestId);
    }

    /** When to come again; null where that would not help. */
    public static @Nullable Duration retryAfter(Refusal refusal) {
        return switch (refusal) {
            case Refusal.RateLimited limited -> limited.retryAfter();
            case Refusal.BudgetExceeded exceeded -> exceeded.retryAfter();
            case Refusal.LedgerUnavailable ledger -> Duration.ofSeconds(2);
            case Refusal.GuardrailUnavailable guardrail -> Duration.ofSeconds(2);
            case Refusal.Overloaded over -> over.retryAfter();
            case Refusal.Stopping stopping -> Duration.ofSeconds(1);
            case Refusal.SwitchedOff off -> Duration.ofSeconds(30);
            case Refusal.AllProvidersFailed failed -> Duration.ofSeconds(1);
            case Refusal.DeadlineExceeded deadline -> Duration.ofSeconds(1);
            case Refusal.StoreUnavailable store -> Duration.ofSeconds(5);
            case Refusal.RepliesUnavailable replies -> Duration.ofSeconds(2);
            case Refusal.JobsUnavailable jobs -> Duration.ofSeconds(2);
            case Refusal.ResponsesUnavailable responses -> Duration.ofSeconds(2);
            case Refusal.IdempotencyConflict conflict ->
                conflict.cause() == Refusal.IdempotencyConflict.Cause.IN_PROGRESS ? Duration.ofSeconds(1) : null;
            case Refusal.Malformed other -> null;
            case Refusal.InvalidApiKey other -> null;
            case Refusal.PermissionDenied other -> null;
            case Refusal.ModelNotFound other -> null;
            case Refusal.Blocked other -> null;
            case Refusal.NotFound other -> null;
            case Refusal.MethodNotAllowed other -> null;
            case Refusal.NoDeploymentInRegion other -> null;
            case Refusal.UnsupportedFeature other -> null;
            case Refusal.ContextLengthExceeded other -> null;
            case Refusal.PayloadTooLarge other -> null;
            case Refusal.HeadTooLarge other -> null;
            case Refusal.ProviderRejected other -> null;
            case Refusal.Conflict other -> null;
            case Refusal.FeedbackRefused other -> null;
            case Refusal.ClientGone other -> null;
            case Refusal.Internal other -> null;
        };
    }

    private static Problem idempotency(Refusal.IdempotencyConflict.Cause cause, String requestId) {
        return new Problem(
                409,
                "idempotency_conflict",
                switch (cause) {
                    case IN_PROGRESS ->
                        "the first request with this idempotency-key is still being answered: try again when retry-after"
                                + " is over";
                    case DIFFERENT ->
                        "this idempotency-key was used for another request: send each request with a key of its own, and"
                                + " a repeated one unchanged";
                    case NOT_KEPT ->
                        "the first request with this idempotency-key was answered, and its reply was too long to be"
                                + " kept: send the request with another key to have it answered, and paid for, anew";
                },
                "idempotency-key",
                requestId);
    }

    private static Problem feedback(Refusal.FeedbackRefused.Why why, String requestId) {
        return switch (why) {
            case UNKNOWN ->
                new Problem(
                        404,
                        "decision_not_found",
                        "no decision of yours has this id: send what x-serai-decision said, or the id of the answer",
                        "id",
                        requestId);
            case REPEATED ->
                problem(409, "feedback_conflict", "there is feedback for this answer already, which stays", requestId);
            case LATE ->
                problem(
                        410,
                        "feedback_too_late",
                        "this answer is too old: feedback is taken for " + Feedback.TAKEN_FOR.toDays()
                                + " days after the request",
                        requestId);
            case UNANSWERED ->
                problem(
                        409,
                        "decision_not_answered",
                        "no model has answered this request, so there is nothing that could be good or bad",
                        requestId);
        };
    }

    private static Problem rejected(Refusal.ProviderRejected rejected, String requestId) {
        Redacted words = rejected.message();
        String message = words == null ? "the provider refuses the request as invalid" : words.value();
        boolean policy = rejected.code().contains("content") || rejected.code().contains("policy");
        int status = rejected.status() >= 400 && rejected.status() < 500 ? rejected.status() : 400;
        return problem(status, policy ? "content_filter" : "invalid_request", message, requestId);
    }

    private static Problem problem(int status, String code, String message, String requestId) {
        return new Problem(status, code, message, null, requestId);
    }

    /** A client's own word, shortened and without what could break out of a header or a log line. */
    private static String shown(String word) {
        String printable = word.codePoints()
                .filter(c -> c >= ' ' && c != 0x7f)
                .limit(100)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.length() < word.length() ? printable + "..." : printable;
    }
}
