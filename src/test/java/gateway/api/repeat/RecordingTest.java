package gateway.api.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload.Events;
import gateway.api.Problems;
import gateway.http.Waiting;
import gateway.idempotency.ClaimKey;
import gateway.idempotency.Entry;
import gateway.idempotency.Idempotency;
import gateway.idempotency.IdempotencyListener;
import gateway.idempotency.KeptReply;
import gateway.local.LocalReplies;
import gateway.local.SqliteDatabase;
import gateway.model.Answer;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MOST = 200;
    private static final ClaimKey KEY = new ClaimKey("acme", "openai-chat", "order-17");
    private static final Failure CUT = Failure.of(Failure.Kind.UNREACHABLE, "reset");

    @TempDir
    Path folder = Path.of("unset");

    private final AtomicInteger number = new AtomicInteger();
    private @Nullable SqliteDatabase database;
    private @Nullable Idempotency engine;

    @BeforeEach
    void open() {
        database = SqliteDatabase.replies(folder, System::nanoTime);
        engine = new Idempotency(
                new LocalReplies(database, InstantSource.system()),
                new Idempotency.Rules(Duration.ofHours(1), Duration.ofMinutes(1), MOST),
                InstantSource.system(),
                new SecureRandom(),
                new Deaf());
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(database).close();
    }

    @Test
    void keepsACompleteStreamBeforeItsClientIsSentTheEnd() {
        Client client = run(first(), source -> {
            source.next(event("data: a\n\n"));
            source.flush();
            source.next(event("data: b\n\n"));
            source.end();
        });

        assertThat(Waiting.until(LONG, () -> client.end.equals("end"))).isTrue();
        assertThat(client.keptAtTheEnd).isTrue();
        assertThat(client.text.toString()).isEqualTo("data: a\n\ndata: b\n\ndata: end\n\n");
        assertThat(kept()).isEqualTo("data: a\n\ndata: b\n\ndata: end\n\n");
    }

    @Test
    void keepsNoStreamThatBreaksOff() {
        Client client = run(first(), source -> {
            source.next(event("data: a\n\n"));
            source.fail(CUT);
        });

        assertThat(client.end).isEqualTo("failed");
        assertThat(client.text.toString()).isEqualTo("data: a\n\ndata: failed\n\n");
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: a\n\n",
                "data: {\"text\":\"data: [DONE]\"}\n\n",
                "data: {\"text\":\"event: message_stop\"}\n\n",
                "data: [DONE] not\n\n"
            })
    void keepsNoStreamWhoseClientLeaves(String sent) {
        Client client = run(first(), source -> {
            source.next(event(sent));
            source.cancelled();
        });

        assertThat(client.end).isEqualTo("cancelled");
        assertThat(isFree()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: a\n\ndata: [DONE]\n\n",
                "data: a\r\n\r\ndata: [DONE]\r\n\r\n",
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
            })
    void keepsACompleteStreamWhoseClientLeavesAtTheLastFrame(String sent) {
        run(first(), source -> {
            source.next(event(sent));
            source.cancelled();
        });

        assertThat(Waiting.until(LONG, () -> enter() instanceof Entry.Repeat)).isTrue();
        assertThat(kept()).isEqualTo(sent);
    }

    @Test
    void passesOnWhatIsTooLongAndKeepsThatItWas() {
        String frame = "data: " + "x".repeat(91) + "\n\n";
        Client client = run(first(), source -> {
            for (int i = 0; i < 3; i++) {
                source.next(event(frame));
            }
            source.end();
        });

        assertThat(Waiting.until(LONG, () -> client.end.equals("end"))).isTrue();
        assertThat(client.text.toString()).isEqualTo(frame.repeat(3) + "data: end\n\n");
        assertThat(((Entry.Repeat) enter()).reply()).isEqualTo(new KeptReply(200, Map.of("a", "b"), null, true));
    }

    private Entry enter() {
        return Objects.requireNonNull(engine).enter(KEY, "f", "call-" + number.incrementAndGet());
    }

    private Entry.First first() {
        return (Entry.First) enter();
    }

    private boolean isFree() {
        return Waiting.until(LONG, () -> enter() instanceof Entry.First);
    }

    private String kept() {
        return StandardCharsets.UTF_8
                .decode(Objects.requireNonNull(((Entry.Repeat) enter()).reply().body())
                        .duplicate())
                .toString();
    }

    /** Relays a stream that is told at once what happens to it. */
    private Client run(Entry.First first, Consumer<Receiver> story) {
        Events events =
                new Events(new Answer.Streamed(new Told(story)), new Writer(), failure -> Problems.of(failure, "r"));
        HttpReply reply = new Claimed(first.claim(), Runnable::run).ended(new HttpReply(200, Map.of("a", "b"), events));
        assertThat(reply.headers()).isEqualTo(Map.of("a", "b"));
        Client client = new Client((Events) reply.payload());
        ((Events) reply.payload()).answer().stream().start(client);
        return client;
    }

    private static Event event(String frame) {
        return new Event(List.of(), ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
    }

    private record Told(Consumer<Receiver> story) implements Stream {
        @Override
        public void start(Receiver receiver) {
            story.accept(receiver);
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }

    /** Writes frames as they are, and one of its own at the end. */
    private static final class Writer implements EventWriter {
        @Override
        public void next(Event event, ByteSink out) {
            out.put(Objects.requireNonNull(event.raw()));
        }

        @Override
        public void end(ByteSink out) {
            out.put(ByteBuffer.wrap("data: end\n\n".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void fail(Problem problem, ByteSink out) {
            out.put(ByteBuffer.wrap("data: failed\n\n".getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** What the relay does, without a connection. */
    private final class Client implements Receiver {
        private final Events events;
        private final StringBuilder text = new StringBuilder();
        private volatile String end = "";
        private volatile boolean keptAtTheEnd;

        Client(Events events) {
            this.events = events;
        }

        @Override
        public void next(Event event) {
            events.writer().next(event, this::put);
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void end() {
            events.writer().end(this::put);
            keptAtTheEnd = enter() instanceof Entry.Repeat;
            end = "end";
        }

        @Override
        public void fail(Failure failure) {
            events.writer().fail(events.problem().apply(failure), this::put);
            end = "failed";
        }

        @Override
        public void cancelled() {
            end = "cancelled";
        }

        private void put(ByteBuffer bytes) {
            text.append(StandardCharsets.UTF_8.decode(bytes.duplicate()));
        }
    }

    private static final class Deaf implements IdempotencyListener {
        @Override
        public void came(Result result) {
            // nobody asks
        }

        @Override
        public void failed(String what) {
            throw new AssertionError("the store could not " + what);
        }
    }
}
