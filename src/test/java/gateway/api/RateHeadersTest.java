package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.killswitch.Switches;
import gateway.model.Attempt;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Rates;
import gateway.model.Rates.Rate;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Reservations;
import gateway.model.Usage;
import gateway.wire.ClientCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of the rates stands where clients look for it, on answers and on refusals. */
class RateHeadersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T12:00:51.500Z"));
    private static final Instant RESET = Instant.parse("2026-11-26T12:01:00Z");
    private static final Rates RATES = new Rates(new Rate(60, 12, RESET), new Rate(90_000, 0, RESET));
    private static final ClientCodec OPEN_AI = new OpenAiClientCodec(CLOCK);
    private static final ClientCodec ANTHROPIC = new AnthropicClientCodec();
    private static final Map<String, String> OPEN_AI_HEADERS = Map.of(
            "x-ratelimit-limit-requests", "60",
            "x-ratelimit-remaining-requests", "12",
            "x-ratelimit-reset-requests", "8.5s",
            "x-ratelimit-limit-tokens", "90000",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "8.5s");
    private static final Map<String, String> ANTHROPIC_HEADERS = Map.of(
            "anthropic-ratelimit-requests-limit", "60",
            "anthropic-ratelimit-requests-remaining", "12",
            "anthropic-ratelimit-requests-reset", "2026-11-26T12:01:00Z",
            "anthropic-ratelimit-tokens-limit", "90000",
            "anthropic-ratelimit-tokens-remaining", "0",
            "anthropic-ratelimit-tokens-reset", "2026-11-26T12:01:00Z");

    @Test
    void standOnAnswersInTheWordsOfTheDialect() {
        assertThat(answer(OPEN_AI, RATES))
                .containsAllEntriesOf(OPEN_AI_HEADERS)
                .noneSatisfy((name, value) -> assertThat(name).startsWith("anthropic-"));
        assertThat(answer(ANTHROPIC, RATES))
                .containsAllEntriesOf(ANTHROPIC_HEADERS)
                .noneSatisfy((name, value) -> assertThat(name).startsWith("x-ratelimit-"));
    }

    @Test
    void standOnRefusalsInTheWordsOfTheDialect() {
        assertThat(refused(OPEN_AI, limited()))
                .containsAllEntriesOf(OPEN_AI_HEADERS)
                .containsEntry("x-serai-code", "rate_limited")
                .containsEntry("retry-after", "9")
                .doesNotContainKey("x-should-retry");
        assertThat(refused(ANTHROPIC, limited())).containsAllEntriesOf(ANTHROPIC_HEADERS);
    }

    @Test
    void areLeftOutWhereThereIsNoLimit() {
        Rates tokens = new Rates(null, new Rate(10, 3, RESET));

        assertThat(answer(OPEN_AI, Rates.NONE).keySet()).noneMatch(name -> name.contains("ratelimit"));
        assertThat(answer(ANTHROPIC, Rates.NONE).keySet()).noneMatch(name -> name.contains("ratelimit"));
        assertThat(answer(OPEN_AI, tokens).keySet())
                .filteredOn(name -> name.contains("ratelimit"))
                .containsExactly(
                        "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens");
        assertThat(refused(OPEN_AI, new RefusedException(new Refusal.Internal()))
                        .keySet())
                .noneMatch(name -> name.contains("ratelimit"));
    }

    @Test
    void standOnRefusalsAfterAttemptsToo() {
        RefusedException failed = new RefusedException(
                new Refusal.AllProvidersFailed(List.of("x")), Examples.decision(plan(RATES)), List.<Attempt>of());

        assertThat(refused(OPEN_AI, failed)).containsAllEntriesOf(OPEN_AI_HEADERS);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S,0s",
        "PT0S,0s",
        "PT0.0000001S,1ms",
        "PT0.12S,120ms",
        "PT0.9999S,1s",
        "PT1S,1s",
        "PT8.64S,8.64s",
        "PT10S,10s",
        "PT59.951S,59.951s",
        "PT1M,1m0s",
        "PT1M12S,1m12s",
        "PT6M,6m0s",
        "PT59M59.9999S,1h0m0s",
        "PT24H3M0.05S,24h3m0.05s"
    })
    void tellTimesAsOpenAiDoes(Duration span, String written) {
        assertThat(RateHeaders.span(span)).isEqualTo(written);
    }

    private static RefusedException limited() {
        Refusal refusal = new Refusal.RateLimited("90000 tokens per minute of tenant demo", Duration.ofMillis(8_500));
        return plan(RATES).refuse(refusal);
    }

    private static Plan plan(Rates rates) {
        Plan plan = Examples.plan(Examples.deployment("one"));
        return plan.reserved(plan.request(), new Reservations(rates));
    }

    private static Map<String, String> answer(ClientCodec codec, Rates rates) {
        return new WriteAnswer(codec, () -> Switches.NONE, CLOCK)
                .apply(Examples.outcome(plan(rates), Examples.whole("Hi", Usage.of(3, 2))))
                .headers();
    }

    private static Map<String, String> refused(ClientCodec codec, RefusedException cause) {
        return new WriteRefusal(codec, (id, problem, refusal) -> {}, CLOCK)
                .apply(Examples.chat(false), cause)
                .headers();
    }
}
