package gateway.drill;

import gateway.model.Deployment;
import gateway.model.Request;
import gateway.token.Chats;
import gateway.token.InputTokens;
import gateway.token.Texts;
import gateway.token.TokenCounter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to count a request for three candidates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {
    private static final List<Deployment> OPENAI = List.of(Chats.GPT, Chats.CLAUDE, Chats.GEMINI);

    private final TokenCounter counter = new TokenCounter();

    @Param({"100", "1000", "1000000"})
    int characters = 100;

    @Param({"prose", "base64", "emoji"})
    String kind = "prose";

    private Request.Chat chat = Chats.of("");

    /** Writes the request and loads the tokenizers. */
    @Setup
    public void prepare() {
        counter.load(OPENAI);
        chat = Chats.of(
                switch (kind) {
                    case "base64" -> Texts.base64(characters);
                    case "emoji" -> Texts.of(Texts.EMOJI, characters);
                    default -> Texts.of(Texts.PROSE, characters);
                });
    }

    /** The estimate that every request gets. */
    @Benchmark
    public InputTokens estimate() {
        return counter.count(chat, OPENAI);
    }

    /** With the exact count of an OpenAI model, which a short request gets that else would be refused. */
    @Benchmark
    public InputTokens exact() {
        InputTokens estimated = counter.count(chat, OPENAI);
        return Objects.requireNonNullElse(counter.exact(estimated), estimated);
    }
}
