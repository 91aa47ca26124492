package gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.api.HttpReply.Payload.Events;
import gateway.model.Answer;
import gateway.model.Event;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void endsAStreamThatCannotBegin() {
        Stream broken = new Stream() {
            @Override
            public void start(Receiver receiver) {
                throw new IllegalStateException("no clock");
            }

            @Override
            public void pause() {
                seen.add("paused");
            }

            @Override
            public void resume() {
                seen.add("resumed");
            }

            @Override
            public void cancel() {
                seen.add("cancelled");
            }
        };
        Relay relay = new Relay(
                new Seen(),
                new Events(
                        new Answer.Streamed(broken),
                        new Writer(),
                        failure -> new Problem(502, failure.code(), "the answer broke off", null, "req-1")),
                onCancel -> {});

        assertThatThrownBy(relay::start).hasMessage("no clock");

        assertThat(seen).containsExactly("cancelled", "fail");
    }

    private static final class Writer implements EventWriter {
        @Override
        public void next(Event event, ByteSink out) {
            out.put(ByteBuffer.wrap("event".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void end(ByteSink out) {
            out.put(ByteBuffer.wrap("end".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void fail(Problem problem, ByteSink out) {
            out.put(ByteBuffer.wrap("fail".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private final class Seen implements Sink {
        @Override
        public void write(Buffer frames) {
            seen.add(frames.toString());
        }

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void whenDrained(Runnable action) {
            action.run();
        }

        @Override
        public void end(Buffer last) {
            seen.add(last.toString());
        }

        @Override
        public void fail(Buffer last) {
            seen.add(last.toString());
        }

        @Override
        public void stopped() {
            seen.add("stopped");
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
