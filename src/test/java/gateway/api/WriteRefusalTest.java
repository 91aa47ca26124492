package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteRefusalTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final Deployment FIRST = Examples.deployment("first");
    private static final Attempt CALLED = new Attempt.Failed(FIRST, 5, Failure.of(Kind.BROKEN, "http_500"));
    private static final Attempt SKIPPED = new Attempt.Failed(FIRST, 0, Failure.of(Kind.NOT_CALLED, "breaker_open"));

    private final List<Problem> told = new ArrayList<>();
    private final RefusalListener listener = (id, problem, cause) -> told.add(problem);
    private final WriteRefusal openAi = new WriteRefusal(new OpenAiClientCodec(CLOCK), listener, CLOCK);
    private final WriteRefusal anthropic = new WriteRefusal(new AnthropicClientCodec(), listener, CLOCK);

    @Test
    void hasOpenAisShapeForOpenAisClients() throws Exception {
        HttpReply reply = openAi.apply(
                HttpCalls.post(Map.of(), ""), new RefusedException(new Refusal.Malformed("no model", "model")));

        JsonNode error = JsonCodec.MAPPER.readTree(HttpCalls.body(reply)).path("error");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers()).containsEntry("x-serai-code", "invalid_request");
        assertThat(error.path("message").asText()).isEqualTo("no model");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").asText()).isEqualTo("model");
        assertThat(error.path("code").asText()).isEqualTo("invalid_request");
        assertThat(told).hasSize(1);
    }

    @Test
    void hasAnthropicsShapeForAnthropicsClients() throws Exception {
        HttpReply reply = anthropic.apply(
                HttpCalls.post(Map.of(), ""), new RefusedException(new Refusal.Overloaded(Duration.ofMillis(1_200))));

        JsonNode body = JsonCodec.MAPPER.readTree(HttpCalls.body(reply));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("x-serai-code", "overloaded").containsEntry("retry-after", "2");
        assertThat(body.path("type").asText()).isEqualTo("error");
        assertThat(body.path("error").path("type").asText()).isEqualTo("overloaded_error");
        assertThat(body.path("request_id").asText()).isEqualTo("request-1");
    }

    @Test
    void tellsClientsNotToRetryOnceWeHave() {
        HttpReply retried = openAi.apply(
                Examples.chat(false), refused(new Refusal.AllProvidersFailed(List.of("x")), CALLED, CALLED));
        HttpReply once = openAi.apply(
                Examples.chat(false), refused(new Refusal.AllProvidersFailed(List.of("x")), SKIPPED, CALLED));

        assertThat(retried.headers()).containsEntry("x-should-retry", "false");
        assertThat(once.headers()).doesNotContainKey("x-should-retry");
    }

    @Test
    void saysThatABudgetIsUsedUpAndWhenItBeginsAnew() throws Exception {
        RefusedException over = refused(new Refusal.BudgetExceeded(
                "500.00 USD per month of tenant demo", Duration.ofDays(17).plusMillis(1)));

        HttpReply toOpenAi = openAi.apply(Examples.chat(false), over);
        HttpReply toAnthropic = anthropic.apply(Examples.chat(false), over);

        JsonNode error = JsonCodec.MAPPER.readTree(HttpCalls.body(toOpenAi)).path("error");
        assertThat(toOpenAi.status()).isEqualTo(429);
        assertThat(toOpenAi.headers())
                .containsEntry("x-serai-code", "budget_exceeded")
                .containsEntry("retry-after", "1468801")
                .containsEntry("x-should-retry", "false");
        assertThat(error.path("type").asText()).isEqualTo("insufficient_quota");
        assertThat(error.path("code").asText()).isEqualTo("budget_exceeded");
        assertThat(error.path("message").asText()).contains("500.00 USD per month of tenant demo");
        assertThat(JsonCodec.MAPPER
                        .readTree(HttpCalls.body(toAnthropic))
                        .path("error")
                        .path("type")
                        .asText())
                .isEqualTo("rate_limit_error");
        assertThat(toAnthropic.headers())
                .containsEntry("x-should-retry", "false")
                .containsEntry("retry-after", "1468801");
    }

    @Test
    void saysThatARateIsUsedUpAndThatItHelpsToWait() throws Exception {
        RefusedException over =
                refused(new Refusal.RateLimited("60 requests per minute of key k1", Duration.ofMillis(12_001)));

        HttpReply toOpenAi = openAi.apply(Examples.chat(false), over);
        HttpReply toAnthropic = anthropic.apply(Examples.chat(false), over);

        JsonNode error = JsonCodec.MAPPER.readTree(HttpCalls.body(toOpenAi)).path("error");
        assertThat(error.path("type").asText()).isEqualTo("requests");
        assertThat(error.path("code").asText()).isEqualTo("rate_limited");
        assertThat(toOpenAi.headers()).containsEntry("retry-after", "13").doesNotContainKey("x-should-retry");
        assertThat(JsonCodec.MAPPER
                        .readTree(HttpCalls.body(toAnthropic))
                        .path("error")
                        .path("type")
                        .asText())
                .isEqualTo("rate_limit_error");
        assertThat(toAnthropic.status()).isEqualTo(429);
    }

    @Test
    void saysThatTheLedgerIsAwayAsAFaultThatPasses() throws Exception {
        HttpReply toOpenAi = openAi.apply(Examples.chat(false), refused(new Refusal.LedgerUnavailable()));
        HttpReply toAnthropic = anthropic.apply(Examples.chat(false), refused(new Refusal.LedgerUnavailable()));

        JsonNode error = JsonCodec.MAPPER.readTree(HttpCalls.body(toOpenAi)).path("error");
        assertThat(toOpenAi.status()).isEqualTo(503);
        assertThat(toOpenAi.headers()).containsEntry("retry-after", "2").doesNotContainKey("x-should-retry");
        assertThat(error.path("code").asText()).isEqualTo("ledger_unavailable");
        assertThat(JsonCodec.MAPPER
                        .readTree(HttpCalls.body(toAnthropic))
                        .path("error")
                        .path("type")
                        .asText())
                .isEqualTo("overloaded_error");
    }

    @Test
    void tellsAnyTimeToComeAgain() {
        HttpReply reply = openAi.apply(
                Examples.chat(false), refused(new Refusal.RateLimited("x", Duration.ofSeconds(Long.MAX_VALUE))));

        assertThat(reply.headers()).containsEntry("retry-after", Long.toString(Long.MAX_VALUE));
    }

    @Test
    void namesTheAllowedMethods() {
        HttpReply reply =
                openAi.apply(HttpCalls.post(Map.of(), ""), new RefusedException(new Refusal.MethodNotAllowed("POST")));

        assertThat(reply.headers()).containsEntry("allow", "POST");
    }

    @Test
    void tellsNothingOfAFaultOfOurs() {
        HttpReply reply = openAi.apply(Examples.chat(false), new IllegalStateException("secret"));

        assertThat(reply.status()).isEqualTo(500);
        assertThat(HttpCalls.body(reply)).doesNotContain("secret").doesNotContain("IllegalState");
    }

    @Test
    void describesAFaultByItsPlacesAlone() {
        String text = Faults.describe(new IllegalStateException("secret", new RuntimeException("secret")));

        assertThat(text)
                .contains("java.lang.IllegalStateException at gateway.api.WriteRefusalTest:")
                .contains("caused by java.lang.RuntimeException")
                .doesNotContain("secret");
    }

    private static RefusedException refused(Refusal refusal, Attempt... attempts) {
        return new RefusedException(refusal, Examples.decision(Examples.plan(FIRST)), List.of(attempts));
    }
}
