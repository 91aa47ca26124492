package gateway.api.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload.Events;
import gateway.idempotency.KeptReply;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final String FRAME = "data: {\"n\":" + "1".repeat(80) + "}\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "data: a\n\n", "no frame at all", "data: a\r\n\r\ndata: [DONE]\r\n\r\n", "\n\n", "\n"})
    void givesTheSameBytes(String body) {
        Reader reader = read(body, Integer.MAX_VALUE);

        assertThat(reader.text.toString()).isEqualTo(body);
        assertThat(reader.end).isEqualTo("end");
    }

    @Test
    void givesWholeFramesAndTakesABreakWhenAskedTo() {
        String body = FRAME.repeat(1_000);
        Reader reader = read(body, 1);

        assertThat(reader.text.length()).isGreaterThanOrEqualTo(8 * 1024).isLessThan(9 * 1024);
        assertThat(reader.end).isEmpty();
        while (reader.end.isEmpty()) {
            reader.stream.resume();
        }

        assertThat(reader.text.toString()).isEqualTo(body);
        assertThat(reader.pieces).hasSizeGreaterThan(9).allMatch(piece -> piece.endsWith("\n\n"));
        assertThat(reader.end).isEqualTo("end");
    }

    @Test
    void endsWhenTheClientLeaves() {
        Reader reader = read(FRAME.repeat(1_000), 2);

        reader.stream.cancel();
        reader.stream.resume();
        reader.stream.cancel();

        assertThat(reader.pieces).hasSize(2);
        assertThat(reader.end).isEqualTo("cancelled");
    }

    @Test
    void doesNotBeginForAClientThatHasLeft() {
        Events events = events(FRAME);
        Reader reader = new Reader(events, 1);
        events.answer().stream().cancel();

        events.answer().stream().start(reader);

        assertThat(reader.pieces).isEmpty();
        assertThat(reader.end).isEqualTo("cancelled");
    }

    private static Reader read(String body, int pieces) {
        Events events = events(body);
        Reader reader = new Reader(events, pieces);
        events.answer().stream().start(reader);
        return reader;
    }

    private static Events events(String body) {
        HttpReply reply = Replay.of(new KeptReply(
                200, Map.of("a", "b"), ByteBuffer.wrap(body.getBytes(StandardCharsets.ISO_8859_1)), true));
        assertThat(reply.headers()).isEqualTo(Map.of("a", "b", "x-serai-idempotent-replay", "true"));
        return (Events) reply.payload();
    }

    /** Asks for a break after each few pieces. */
    private static final class Reader implements Receiver {
        private final Events events;
        private final Stream stream;
        private final int most;
        private final StringBuilder text = new StringBuilder();
        private final List<String> pieces = new ArrayList<>();
        private String end = "";

        Reader(Events events, int most) {
            this.events = events;
            this.stream = events.answer().stream();
            this.most = most;
        }

        @Override
        public void next(Event event) {
            events.writer().next(event, bytes -> {
                String piece =
                        StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
                pieces.add(piece);
                text.append(piece);
            });
        }

        @Override
        public void flush() {
            if (pieces.size() % most == 0) {
                stream.pause();
            }
        }

        @Override
        public void end() {
            events.writer().end(bytes -> pieces.add("nothing is left"));
            assertThat(end).isEmpty();
            end = "end";
        }

        @Override
        public void fail(Failure failure) {
            end = "failed";
        }

        @Override
        public void cancelled() {
            assertThat(end).isEmpty();
            end = "cancelled";
        }
    }
}
