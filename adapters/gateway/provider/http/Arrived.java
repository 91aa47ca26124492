package gateway.provider.http;

import gateway.model.Answer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a provider's HTTP response turned out to be. */
sealed interface Arrived {
    /** A body that is there whole, not looked at yet: that is not for the event loop to do. */
    final class Body implements Arrived {
        private final int status;
        private final Function<String, @Nullable String> header;
        private final byte[] bytes;

        Body(int status, Function<String, @Nullable String> header, byte[] bytes) {
            this.status = status;
            this.header = header;
            this.bytes = bytes;
        }

        int status() {
            return status;
        }

        Function<String, @Nullable String> header() {
            return header;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * A stream whose first meaningful event is there.
     *
     * @param answer held back until somebody receives it
     */
    record Events(Answer.Streamed answer) implements Arrived {}
}
