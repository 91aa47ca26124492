package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.contract.AnswerSampler.Kind;
import gateway.contract.AnswerSampler.Sample;
import gateway.model.Dialect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is told of news in answers. */
class ContractNewsTest {
    private static final String NEW = """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","mood":"good","content":[],
             "stop_reason":"bored","stop_sequence":null}""";
    private static final String EVENT = """
            {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a","weight":1}}""";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final ContractNews news = new ContractNews(meters, later::add);

    @Test
    void countsByProviderAndKind() {
        end(pick(Kind.WHOLE), NEW);
        later.remove().run();

        assertThat(count("field")).isEqualTo(1);
        assertThat(count("value")).isEqualTo(1);
    }

    @Test
    void looksThroughTheEventsOfAStream() {
        end(pick(Kind.STREAM), EVENT, "[DONE]", EVENT);
        later.remove().run();

        assertThat(count("field")).isEqualTo(2);
    }

    @Test
    void readsGooglesStreamsAsAnswers() {
        Sample sample = pick(Dialect.GEMINI, Kind.STREAM);
        end(sample, """
                {"candidates":[{"content":{"parts":[{"text":"a"}],"role":"model"},"index":0}],"weather":"fine"}""");
        later.remove().run();

        assertThat(count("field")).isEqualTo(1);
    }

    @Test
    void looksThroughAnswersWithVectors() {
        end(pick(Dialect.OPENAI, Kind.EMBEDDING), """
                {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5],"norm":1}],
                 "usage":{"prompt_tokens":1,"total_tokens":1}}""");
        later.remove().run();

        assertThat(count("field")).isEqualTo(1);
    }

    @Test
    void picksTheFirstAndOneInAHundredOfEachProviderAndKind() {
        for (Kind kind : Kind.values()) {
            int picked = 0;
            for (int i = 0; i < 250; i++) {
                Sample sample = news.sample("anthropic", Dialect.ANTHROPIC, kind);
                if (sample != null) {
                    picked++;
                    sample.end();
                    later.remove().run();
                }
            }
            assertThat(picked).isEqualTo(3);
        }
    }

    @Test
    void keepsAFewAtOnceAndOfEachABoundedPart() {
        List<Sample> picked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Sample sample = news.sample("provider-" + i, Dialect.OPENAI, Kind.STREAM);
            if (sample != null) {
                picked.add(sample);
            }
        }
        assertThat(picked).hasSize(ContractNews.AT_ONCE);

        List<String> texts = new ArrayList<>();
        KeptAnswer kept = new KeptAnswer(10, made -> texts.addAll(made.get()));
        kept.add(bytes("12345"));
        kept.add(bytes("678901"));
        kept.add(bytes("2"));
        kept.end();
        kept.end();
        assertThat(texts).containsExactly("12345");

        // room is given back when an answer has been looked at
        picked.getFirst().end();
        later.remove().run();
        assertThat(news.sample("another", Dialect.OPENAI, Kind.STREAM)).isNotNull();
    }

    @Test
    void passesOverWhatIsNoJson() {
        end(pick(Kind.WHOLE), "<html>");
        later.remove().run();
        pick(Dialect.BEDROCK, Kind.STREAM).end(all -> {
            throw new IllegalArgumentException("cut short");
        });
        later.remove().run();

        assertThat(meters.getMeters()).isEmpty();
    }

    private Sample pick(Kind kind) {
        return pick(Dialect.ANTHROPIC, kind);
    }

    private Sample pick(Dialect dialect, Kind kind) {
        return Objects.requireNonNull(news.sample("anthropic", dialect, kind));
    }

    private static void end(Sample sample, String... texts) {
        for (String text : texts) {
            sample.add(bytes(text));
        }
        sample.end();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private double count(String kind) {
        return meters.get("serai.contract.news")
                .tag("provider", "anthropic")
                .tag("kind", kind)
                .counter()
                .count();
    }
}
