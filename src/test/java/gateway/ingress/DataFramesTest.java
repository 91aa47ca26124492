package gateway.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DataFramesTest {
    private final Messages messages = new Messages();
    private final DataFrames frames = new DataFrames(messages);

    @Test
    void makesOneMessageOfEachEvent() {
        frames.write(Buffer.buffer(": keep-alive\n\ndata: {\"a\":1}\n\ndata: {\"b\""));
        frames.write(Buffer.buffer(":2}\n\nevent: x\ndata: {\"c\":\ndata: 3}\n\n"));
        frames.end(Buffer.buffer("data: [DONE]\n\n"));
        assertThat(messages.seen).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":\n3}", "end");
    }

    @Test
    void tellsWhoGoesOn() {
        frames.write(Buffer.buffer("data: {\"a\":1}\n\n: serai-continued-by gpt-2\n\ndata: {\"b\":2}\n\n"));
        assertThat(messages.seen).containsExactly("{\"a\":1}", "continued by gpt-2", "{\"b\":2}");
    }

    @Test
    void tellsTheErrorApartFromWhatCameBeforeIt() {
        frames.fail(Buffer.buffer("data: {\"a\":1}\n\ndata: {\"error\":{}}\n\n"));
        assertThat(messages.seen).containsExactly("{\"a\":1}", "fail {\"error\":{}}");
    }

    @Test
    void failsWithoutAnErrorWhereThereIsNone() {
        frames.fail(Buffer.buffer());
        assertThat(messages.seen).containsExactly("fail null");
    }

    private static final class Messages implements MessageSink {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void message(String json) {
            seen.add(json);
        }

        @Override
        public void continuedBy(String deployment) {
            seen.add("continued by " + deployment);
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
        public void end() {
            seen.add("end");
        }

        @Override
        public void fail(@Nullable String json) {
            seen.add("fail " + json);
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
