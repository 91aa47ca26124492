package gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
    private static final int PROMPT = 20_000;

    private final TokenCounter counter = new TokenCounter();

    @Test
    void countsShortRequestsForOpenAiExactly() {
        counter.load(List.of(Chats.GPT, Chats.OLD_GPT));

        InputTokens tokens =
                exact(counter.count(Chats.of("What is the capital of Austria?"), List.of(Chats.GPT, Chats.OLD_GPT)));

        // 7 of the text, 4 around the message, 3 before the answer; one more to be safe
        assertThat(tokens.likely(Chats.GPT)).isEqualTo(14);
        assertThat(tokens.upper(Chats.GPT)).isEqualTo(15);
        assertThat(tokens.likely(Chats.OLD_GPT)).isEqualTo(14);
    }

    @Test
    void estimatesUntilTheTokenizerIsLoaded() {
        InputTokens tokens = counter.count(Chats.of("What is the capital of Austria?"), List.of(Chats.GPT));

        assertThat(tokens.upper(Chats.GPT)).isBetween(15L, 30L);
        assertThat(counter.exact(tokens)).isNull();
        assertThat(Waiting.until(Duration.ofSeconds(30), () -> counter.exact(tokens) != null))
                .isTrue();
    }

    @Test
    void countsNeitherLongTextsNorOtherModelsExactly() {
        counter.load(List.of(Chats.GPT));

        assertThat(counter.exact(counter.count(Chats.of(Texts.of(Texts.PROSE, 9_000)), List.of(Chats.GPT))))
                .isNull();
        assertThat(counter.exact(counter.count(Chats.of(Texts.PROSE), List.of(Chats.CLAUDE))))
                .isNull();
    }

    @Test
    void countsEachCandidateByItsOwnModel() {
        counter.load(List.of(Chats.GPT));
        List<Deployment> candidates = List.of(Chats.GPT, Chats.CLAUDE, Chats.GEMINI, Chats.MISTRAL);

        InputTokens tokens = exact(counter.count(Chats.of(Texts.PROSE), candidates));

        assertThat(candidates).allSatisfy(each -> {
            assertThat(tokens.likely(each)).isPositive();
            assertThat(tokens.upper(each)).isGreaterThan(tokens.likely(each));
        });
        assertThat(tokens.upper(Chats.CLAUDE)).isGreaterThan(tokens.upper(Chats.GPT));
    }

    @Test
    void takesTheLargestCountForADeploymentThatWasNoCandidate() {
        InputTokens tokens = counter.count(Chats.of(Texts.PROSE), List.of(Chats.GPT, Chats.CLAUDE));

        assertThat(tokens.upper(Chats.GEMINI)).isEqualTo(Math.max(tokens.upper(Chats.GPT), tokens.upper(Chats.CLAUDE)));
    }

    @Test
    void learnsAModelThatCountsMoreAtOnce() {
        Request.Chat chat = Chats.of(Texts.of(Texts.PROSE, PROMPT));
        InputTokens before = counter.count(chat, List.of(Chats.CLAUDE));
        long actual = before.upper(Chats.CLAUDE) * 2;

        counter.learn(Chats.CLAUDE, before, Usage.of(actual, 1));

        assertThat(counter.count(chat, List.of(Chats.CLAUDE)).upper(Chats.CLAUDE))
                .isGreaterThan(actual);
    }

    @Test
    void learnsAModelThatCountsLessSlowlyAndKeepsAMargin() {
        Request.Chat chat = Chats.of(Texts.of(Texts.PROSE, PROMPT));
        InputTokens first = counter.count(chat, List.of(Chats.CLAUDE));
        long actual = 5_000;

        counter.learn(Chats.CLAUDE, first, Usage.of(actual, 1));
        long afterOne = counter.count(chat, List.of(Chats.CLAUDE)).upper(Chats.CLAUDE);
        for (int i = 0; i < 2_000; i++) {
            counter.learn(Chats.CLAUDE, first, Usage.of(actual, 1));
        }
        InputTokens last = counter.count(chat, List.of(Chats.CLAUDE));

        assertThat(afterOne).isGreaterThan(first.upper(Chats.CLAUDE) * 99 / 100);
        assertThat(last.upper(Chats.CLAUDE)).isBetween(actual * 105 / 100, actual * 115 / 100);
        assertThat(last.likely(Chats.CLAUDE)).isBetween(actual * 99 / 100, actual * 101 / 100);
    }

    @Test
    void learnsWhatAProviderPutsAroundShortPrompts() {
        Request.Chat chat = Chats.of("Hello");
        InputTokens before = counter.count(chat, List.of(Chats.GEMINI));

        counter.learn(Chats.GEMINI, before, Usage.of(500, 1));

        assertThat(counter.count(chat, List.of(Chats.GEMINI)).upper(Chats.GEMINI))
                .isGreaterThanOrEqualTo(500);
    }

    @Test
    void learnsForEachModelAlone() {
        Request.Chat chat = Chats.of(Texts.of(Texts.PROSE, PROMPT));
        InputTokens before = counter.count(chat, List.of(Chats.CLAUDE, Chats.GEMINI));

        counter.learn(Chats.CLAUDE, before, Usage.of(before.upper(Chats.CLAUDE) * 2, 1));

        assertThat(counter.count(chat, List.of(Chats.GEMINI)).upper(Chats.GEMINI))
                .isEqualTo(before.upper(Chats.GEMINI));
    }

    @Test
    void learnsNothingWhereTheInputWasNotTextAloneOrNothingWasTold() {
        Request.Chat text = Chats.of(Texts.PROSE);
        Request.Chat searching = Chats.chat(
                List.of(new Part.Text(Texts.PROSE)),
                List.of(),
                Sampling.DEFAULT,
                null,
                Map.of("web_search_options", Json.EMPTY_OBJECT));
        long before = counter.count(text, List.of(Chats.GPT)).upper(Chats.GPT);

        counter.learn(Chats.GPT, counter.count(searching, List.of(Chats.GPT)), Usage.of(100_000, 1));
        counter.learn(Chats.GPT, counter.count(text, List.of(Chats.GPT)), Usage.of(0, 1));

        assertThat(counter.count(text, List.of(Chats.GPT)).upper(Chats.GPT)).isEqualTo(before);
    }

    @Test
    void neverCountsMoreThanTheWindowHolds() {
        InputTokens tokens = counter.count(Chats.of(Texts.of(Texts.EMOJI, 2_000_000)), List.of(Chats.CLAUDE));

        assertThat(tokens.upper(Chats.CLAUDE)).isEqualTo(1_000_000);
    }

    @Test
    void countsToolsAndWhatClaudeIsToldAboutThem() {
        Tool tool = new Tool("find", "Finds", new Json("{\"type\":\"object\"}"), null);
        Request.Chat without = Chats.of("Hi");
        Request.Chat with = Chats.chat(List.of(new Part.Text("Hi")), List.of(tool), Sampling.DEFAULT, null, Map.of());
        List<Deployment> both = List.of(Chats.CLAUDE, Chats.GPT);

        assertThat(counter.count(with, both).likely(Chats.CLAUDE))
                .isGreaterThan(counter.count(without, both).likely(Chats.CLAUDE) + 346);
        assertThat(counter.count(with, both).likely(Chats.GPT))
                .isBetween(
                        counter.count(without, both).likely(Chats.GPT) + 19,
                        counter.count(without, both).likely(Chats.GPT) + 40);
    }

    @Test
    void knowsTheTokenizerByTheModelsName() {
        assertThat(tokenizer(Dialect.OPENAI, "gpt-5.4-mini")).isEqualTo(Tokenizer.O200K);
        assertThat(tokenizer(Dialect.OPENAI, "gpt-4.1")).isEqualTo(Tokenizer.O200K);
        assertThat(tokenizer(Dialect.OPENAI, "o3-mini")).isEqualTo(Tokenizer.O200K);
        assertThat(tokenizer(Dialect.OPENAI, "gpt-4-0613")).isEqualTo(Tokenizer.CL100K);
        assertThat(tokenizer(Dialect.OPENAI, "gpt-3.5-turbo")).isEqualTo(Tokenizer.CL100K);
        assertThat(tokenizer(Dialect.OPENAI, "olmo-2")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.OPENAI, "mistral-large-2512")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.ANTHROPIC, "claude-sonnet-4-5-20250929")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.BEDROCK, "eu.anthropic.claude-sonnet-4-6")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.BEDROCK, "eu.anthropic.claude-haiku-4-5-20251001-v1:0"))
                .isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.ANTHROPIC, "claude-opus-4-20250514")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.ANTHROPIC, "claude-3-5-haiku-20241022")).isEqualTo(Tokenizer.OTHER);
        assertThat(tokenizer(Dialect.ANTHROPIC, "claude-opus-4-7")).isEqualTo(Tokenizer.CLAUDE_NEW);
        assertThat(tokenizer(Dialect.ANTHROPIC, "claude-sonnet-5")).isEqualTo(Tokenizer.CLAUDE_NEW);
        assertThat(tokenizer(Dialect.GEMINI, "gemini-2.5-flash")).isEqualTo(Tokenizer.OTHER);
    }

    private static Tokenizer tokenizer(Dialect dialect, String upstreamName) {
        return Tokenizer.of(Chats.deployment("x", dialect, upstreamName));
    }

    private InputTokens exact(InputTokens estimated) {
        return Objects.requireNonNull(counter.exact(estimated), "counted exactly");
    }
}
