package gateway.api;

import gateway.model.Answer;
import gateway.model.Failure;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response that is decided.
 *
 * @param status HTTP status
 * @param headers by name
 * @param payload what follows
 */
public record HttpReply(int status, Map<String, String> headers, Payload payload) {
    /** What follows the headers. */
    public sealed interface Payload {
        /**
         * Bytes that are there already.
         *
         * @param body all of them
         * @param event the same as the last event of a stream, for a client that has been sent the head of one; null
         *     where there is none
         */
        record Bytes(Buffer body, @Nullable Buffer event) implements Payload {
            /** Bytes that no stream can end with. */
            public Bytes(Buffer body) {
                this(body, null);
            }

            /** Shows no content. */
            @Override
            public String toString() {
                return "Bytes[length=" + body.length() + "]";
            }
        }

        /**
         * Bytes that are still to come.
         *
         * @param answer where from
         * @param writer puts them into the client's dialect
         * @param problem tells a failure in the client's terms
         */
        record Events(Answer.Streamed answer, EventWriter writer, Function<Failure, Problem> problem)
                implements Payload {
            /** Shows no content. */
            @Override
            public String toString() {
                return "Events[]";
            }
        }
    }

    /** A reply with JSON. */
    public static HttpReply json(int status, byte[] body) {
        return json(status, Map.of(), body);
    }

    /** A reply with JSON and further headers. */
    public static HttpReply json(int status, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("content-type", "application/json");
        return new HttpReply(status, all, new Payload.Bytes(Buffer.buffer(body)));
    }

    /** A reply with plain text. */
    public static HttpReply text(int status, String type, String body) {
        return new HttpReply(
                status,
                Map.of("content-type", type),
                new Payload.Bytes(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "HttpReply[" + status + ", " + payload + "]";
    }
}
