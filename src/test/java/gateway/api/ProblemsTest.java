package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.Refusal.FeedbackRefused.Why;
import gateway.model.Refusal.IdempotencyConflict.Cause;
import gateway.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemsTest {
    /**
     * What a client must see.
     *
     * @param refusal why
     * @param status HTTP status
     * @param code ours
     * @param retryAfterSeconds null where trying again does not help
     */
    record Row(
            Refusal refusal,
            int status,
            String code,
            @Nullable Integer retryAfterSeconds) {}

    static List<Row> table() {
        return List.of(
                new Row(new Refusal.Malformed("x", null), 400, "invalid_request", null),
                new Row(new Refusal.InvalidApiKey("x"), 401, "invalid_api_key", null),
                new Row(new Refusal.PermissionDenied("x"), 403, "permission_denied", null),
                new Row(new Refusal.ModelNotFound("m"), 404, "model_not_found", null),
                new Row(new Refusal.NotFound("x"), 404, "not_found", null),
                new Row(new Refusal.MethodNotAllowed("POST"), 405, "method_not_allowed", null),
                new Row(new Refusal.NoDeploymentInRegion("m"), 403, "no_deployment_in_region", null),
                new Row(new Refusal.SwitchedOff("model/m"), 503, "switched_off", 30),
                new Row(new Refusal.UnsupportedFeature("x"), 400, "unsupported_feature", null),
                new Row(new Refusal.ContextLengthExceeded(8), 400, "context_length_exceeded", null),
                new Row(new Refusal.PayloadTooLarge(8), 413, "payload_too_large", null),
                new Row(new Refusal.HeadTooLarge(8), 431, "invalid_request", null),
                new Row(new Refusal.ProviderRejected(422, "schema", null), 422, "invalid_request", null),
                new Row(new Refusal.AllProvidersFailed(List.of("a: b")), 502, "all_providers_failed", 1),
                new Row(
                        new Refusal.RateLimited("the providers' rate limits", Duration.ofSeconds(7)),
                        429,
                        "rate_limited",
                        7),
                new Row(
                        new Refusal.BudgetExceeded("10.00 USD per day of key k1", Duration.ofHours(9)),
                        429,
                        "budget_exceeded",
                        9 * 3600),
                new Row(new Refusal.Blocked(List.of("toxicity in user")), 400, "blocked_by_guardrail", null),
                new Row(new Refusal.GuardrailUnavailable("timeout"), 503, "guardrail_unavailable", 2),
                new Row(new Refusal.LedgerUnavailable(), 503, "ledger_unavailable", 2),
                new Row(new Refusal.DeadlineExceeded(Duration.ofSeconds(1)), 504, "deadline_exceeded", 1),
                new Row(new Refusal.Overloaded(Duration.ofSeconds(1)), 503, "overloaded", 1),
                new Row(new Refusal.Stopping(), 503, "overloaded", 1),
                new Row(new Refusal.Conflict("x"), 409, "conflict", null),
                new Row(new Refusal.IdempotencyConflict(Cause.IN_PROGRESS), 409, "idempotency_conflict", 1),
                new Row(new Refusal.IdempotencyConflict(Cause.DIFFERENT), 409, "idempotency_conflict", null),
                new Row(new Refusal.IdempotencyConflict(Cause.NOT_KEPT), 409, "idempotency_conflict", null),
                new Row(new Refusal.JobsUnavailable(), 503, "store_unavailable", 2),
                new Row(new Refusal.ResponsesUnavailable(), 503, "store_unavailable", 2),
                new Row(new Refusal.RepliesUnavailable(), 503, "store_unavailable", 2),
                new Row(new Refusal.FeedbackRefused(Why.UNKNOWN), 404, "decision_not_found", null),
                new Row(new Refusal.FeedbackRefused(Why.REPEATED), 409, "feedback_conflict", null),
                new Row(new Refusal.FeedbackRefused(Why.LATE), 410, "feedback_too_late", null),
                new Row(new Refusal.FeedbackRefused(Why.UNANSWERED), 409, "decision_not_answered", null),
                new Row(new Refusal.StoreUnavailable(), 503, "store_unavailable", 5),
                new Row(new Refusal.ClientGone(), 499, "client_gone", null),
                new Row(new Refusal.Internal(), 500, "internal_error", null));
    }

    @ParameterizedTest
    @MethodSource("table")
    void hasOneStatusAndCodeForEachRefusal(Row row) {
        Problem problem = Problems.of(row.refusal(), "id-1");

        assertThat(problem.status()).isEqualTo(row.status());
        assertThat(problem.code()).isEqualTo(row.code());
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.requestId()).isEqualTo("id-1");
    }

    @ParameterizedTest
    @MethodSource("table")
    void saysWhenToComeAgainWhereThatHelps(Row row) {
        Duration after = Problems.retryAfter(row.refusal());

        assertThat(after)
                .isEqualTo(row.retryAfterSeconds() == null ? null : Duration.ofSeconds(row.retryAfterSeconds()));
    }

    @Test
    void coversEveryRefusal() {
        assertThat(table().stream()
                        .map(row -> row.refusal().getClass().getName())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Refusal.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }

    @Test
    void saysWhichLimitHasNoRoomAndWhatHelps() {
        Problem budget =
                Problems.of(new Refusal.BudgetExceeded("10.00 USD per day of key k1", Duration.ofHours(9)), "id");
        Problem rate = Problems.of(
                new Refusal.RateLimited("60 requests per minute of tenant acme", Duration.ofSeconds(9)), "id");

        assertThat(budget.message()).contains("10.00 USD per day of key k1").contains("cheaper model");
        assertThat(rate.message())
                .contains("60 requests per minute of tenant acme")
                .contains("wait");
    }

    @Test
    void repeatsAModelsNameShortAndInOneLine() {
        Problem problem = Problems.of(new Refusal.ModelNotFound("a\r\nx-evil: 1" + "y".repeat(500)), "id");

        assertThat(problem.message()).doesNotContain("\r").doesNotContain("\n").hasSizeLessThan(220);
    }

    @Test
    void handsAProvidersWordsToTheClientOnly() {
        Refusal refusal = new Refusal.ProviderRejected(400, "bad", new Redacted("messages[3] is wrong"));

        assertThat(Problems.of(refusal, "id").message()).isEqualTo("messages[3] is wrong");
        assertThat(refusal.toString()).doesNotContain("messages[3]");
    }

    @Test
    void tellsAProvidersContentFilterApart() {
        Refusal refusal = new Refusal.ProviderRejected(400, "content_policy_violation", null);

        assertThat(Problems.of(refusal, "id").code()).isEqualTo("content_filter");
    }

    @Test
    void passesNoServerErrorOffAsTheProvidersRefusal() {
        assertThat(Problems.of(new Refusal.ProviderRejected(200, "in_a_200", null), "id")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void tellsWhyAStreamBrokeOff() {
        Problem problem = Problems.of(Failure.of(Kind.BROKEN, "cut"), "id");

        assertThat(problem.status()).isEqualTo(502);
        assertThat(problem.message()).contains("cut");
    }
}
