package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import gateway.api.HttpReply;
import gateway.api.WriteAnswer;
import gateway.api.WriteRefusal;
import gateway.killswitch.Switches;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Usage;
import gateway.wire.ClientCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The SDKs, with the retries that they have by default, come again when it helps, and only then. */
class QuotaSdkTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z"));
    private static final ClientCodec OPEN_AI = new OpenAiClientCodec(CLOCK);
    private static final ClientCodec ANTHROPIC = new AnthropicClientCodec();
    private static final Refusal BUDGET =
            new Refusal.BudgetExceeded("10.00 USD per day of tenant demo", Duration.ofHours(7));
    private static final Refusal RATE =
            new Refusal.RateLimited("60 requests per minute of tenant demo", Duration.ofSeconds(1));

    @Test
    void openAisGivesUpAtOnceWhereABudgetIsUsedUp() {
        try (ScriptedServer server = ScriptedServer.start(refusal(OPEN_AI, BUDGET))) {
            RateLimitException failure = catchThrowableOfType(RateLimitException.class, () -> askOpenAi(server));

            assertThat(failure.code()).hasValue("budget_exceeded");
            assertThat(failure.type()).hasValue("insufficient_quota");
            assertThat(failure.headers().values("retry-after")).containsExactly("25200");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void anthropicsGivesUpAtOnceWhereABudgetIsUsedUp() {
        try (ScriptedServer server = ScriptedServer.start(refusal(ANTHROPIC, BUDGET))) {
            com.anthropic.errors.RateLimitException failure =
                    catchThrowableOfType(com.anthropic.errors.RateLimitException.class, () -> askAnthropic(server));

            assertThat(failure.errorType()).hasValue(ErrorType.RATE_LIMIT_ERROR);
            assertThat(failure.headers().values("x-serai-code")).containsExactly("budget_exceeded");
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void openAisWaitsForTheRateAndIsAnswered() {
        try (ScriptedServer server = ScriptedServer.start(refusal(OPEN_AI, RATE), answer(OPEN_AI))) {
            assertThat(askOpenAi(server)).isEqualTo("Hi there");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void anthropicsWaitsForTheRateAndIsAnswered() {
        try (ScriptedServer server = ScriptedServer.start(refusal(ANTHROPIC, RATE), answer(ANTHROPIC))) {
            assertThat(askAnthropic(server)).isEqualTo("Hi there");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    @Test
    void comeAgainWhereTheLedgerIsAwayForAMoment() {
        Refusal away = new Refusal.LedgerUnavailable();
        try (ScriptedServer server = ScriptedServer.start(refusal(OPEN_AI, away), answer(OPEN_AI))) {
            assertThat(askOpenAi(server)).isEqualTo("Hi there");
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    private static String askOpenAi(ScriptedServer server) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.url() + "/v1")
                .apiKey("sk-serai-demo")
                .build();
        try {
            ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                    .model("sonnet")
                    .addUserMessage("Hello")
                    .build();
            return client.chat()
                    .completions()
                    .create(params)
                    .choices()
                    .getFirst()
                    .message()
                    .content()
                    .orElse("");
        } finally {
            client.close();
        }
    }

    private static String askAnthropic(ScriptedServer server) {
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey("sk-serai-demo")
                .build();
        try {
            MessageCreateParams params = MessageCreateParams.builder()
                    .model("sonnet")
                    .maxTokens(10)
                    .addUserMessage("Hello")
                    .build();
            return client.messages()
                    .create(params)
                    .content()
                    .getFirst()
                    .asText()
                    .text();
        } finally {
            client.close();
        }
    }

    private static HttpReply refusal(ClientCodec codec, Refusal refusal) {
        return new WriteRefusal(codec, (id, problem, cause) -> {}, CLOCK)
                .apply(Examples.chat(false), new RefusedException(refusal));
    }

    private static HttpReply answer(ClientCodec codec) {
        return new WriteAnswer(codec, () -> Switches.NONE, CLOCK)
                .apply(Examples.outcome(
                        Examples.plan(Examples.deployment("one")), Examples.whole("Hi there", Usage.of(3, 2))));
    }
}
