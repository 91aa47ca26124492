package gateway.provider.bedrock;

import static gateway.provider.bedrock.FakeBedrock.event;
import static gateway.provider.bedrock.FakeBedrock.metadata;
import static gateway.provider.bedrock.FakeBedrock.start;
import static gateway.provider.bedrock.FakeBedrock.stop;
import static gateway.provider.bedrock.FakeBedrock.text;
import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import gateway.contract.AnswerSampler;
import gateway.contract.AnswerSampler.Kind;
import gateway.contract.AnswerSampler.Sample;
import gateway.model.Answer;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Residency;
import gateway.wire.bedrock.ChatDraft;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Bedrock's answers as they came, for whoever looks at them, and untouched for whoever reads them. */
class AnswerTapTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String WHOLE = """
            {"output":{"message":{"role":"assistant","content":[{"text":"Hello"},{"hologram":{"a":1}}]}},"stopReason":"bored",
             "usage":{"inputTokens":5,"outputTokens":4,"totalTokens":9}}""";

    private final CompletableFuture<Kind> kind = new CompletableFuture<>();
    private final CompletableFuture<List<String>> texts = new CompletableFuture<>();

    /** Picks every answer. */
    private AnswerSampler all() {
        return (provider, dialect, what) -> {
            assertThat(dialect).isEqualTo(Dialect.BEDROCK);
            kind.complete(what);
            return new Sample() {
                private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

                @Override
                public void add(ByteBuffer more) {
                    byte[] copy = new byte[more.remaining()];
                    more.duplicate().get(copy);
                    bytes.writeBytes(copy);
                }

                @Override
                public void end() {
                    texts.completeExceptionally(new IllegalStateException("needs a decoder"));
                }

                @Override
                public void end(Function<ByteBuffer, List<String>> decoder) {
                    texts.complete(decoder.apply(ByteBuffer.wrap(bytes.toByteArray())));
                }
            };
        };
    }

    @Test
    void givesAWholeAnswerWithWhatTheSdkDrops() throws Exception {
        try (FakeBedrock server = FakeBedrock.answering(200, WHOLE, Map.of())) {
            server.sampledBy(all());
            try (BedrockClients clients = server.clients()) {
                // the part that nobody knows is a failure of the answer, and so is news all the more
                Throwable failed = catchThrowable(() -> new BedrockAdapter(clients, () -> 0)
                        .call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, LONG));

                assertThat(failed).isInstanceOf(FailedException.class);
                assertThat(texts.get(20, TimeUnit.SECONDS)).containsExactly(WHOLE);
                assertThat(kind.get(20, TimeUnit.SECONDS)).isEqualTo(Kind.WHOLE);
            }
        }
    }

    @Test
    void givesTheEventsOfAStream() throws Exception {
        byte[] unknown = event("hologramDelta", "{\"a\":1}");
        try (FakeBedrock server =
                FakeBedrock.streaming(start(), text("Hello"), unknown, stop("end_turn"), metadata())) {
            server.sampledBy(all());
            try (BedrockClients clients = server.clients()) {
                Answer answer = new BedrockAdapter(clients, () -> 0)
                        .call(ChatDraft.hello().streamed(Runnable::run).build(), CLAUDE_EU, Residency.EU, LONG, LONG)
                        .answer();
                RecordingReceiver receiver = new RecordingReceiver();
                ((Answer.Streamed) answer).stream().start(receiver);
                receiver.ending();

                assertThat(receiver.endings()).containsExactly("end");
                assertThat(texts.get(20, TimeUnit.SECONDS))
                        .hasSize(5)
                        .contains("{\"hologramDelta\":{\"a\":1}}", "{\"messageStop\":{\"stopReason\":\"end_turn\"}}");
                assertThat(kind.get(20, TimeUnit.SECONDS)).isEqualTo(Kind.STREAM);
            }
        }
    }

    @Test
    void doesNotLookAtErrors() {
        try (FakeBedrock server = FakeBedrock.failing(503, "ServiceUnavailableException", "Try later")) {
            server.sampledBy(all());
            try (BedrockClients clients = server.clients()) {
                Throwable failed = catchThrowable(() -> new BedrockAdapter(clients, () -> 0)
                        .call(ChatDraft.hello().build(), CLAUDE_EU, Residency.EU, LONG, LONG));

                assertThat(failed).isInstanceOf(FailedException.class);
                assertThat(kind).isNotDone();
            }
        }
    }
}
