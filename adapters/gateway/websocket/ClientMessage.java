package gateway.websocket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.api.ClientHeaders;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client sends. Its form is our own; the body is OpenAI's chat completion request. */
sealed interface ClientMessage {
    /** The client's name for the request, unique among those under way on its connection. */
    String id();

    /**
     * Asks for an answer.
     *
     * @param headers by lower-case name, those of {@link #HEADERS} only
     * @param body exactly the bytes that were sent
     */
    record Request(String id, Map<String, String> headers, Buffer body) implements ClientMessage {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Request[]";
        }
    }

    /** Wants no more of an answer. */
    record Cancel(String id) implements ClientMessage {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Cancel[]";
        }
    }

    /** What is wrong with a message, with nothing of its content, and its id where it has one. */
    final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;
        private final @Nullable String id;
        private final String problem;

        MalformedException(@Nullable String id, String problem) {
            super(problem, null, false, false);
            this.id = id;
            this.problem = problem;
        }

        @Nullable String id() {
            return id;
        }

        String problem() {
            return problem;
        }
    }

    int LONGEST_ID = 128;

    /** Headers that a message may have: all that a request of HTTP may have but for those that say who it is. */
    Set<String> HEADERS = headers();

    /**
     * Reads a message.
     *
     * @param message UTF-8 JSON
     * @throws MalformedException if it is none of ours
     */
    static ClientMessage read(Buffer message) throws MalformedException {
        byte[] bytes = message.getBytes();
        Fields fields = new Fields();
        try (JsonParser parser = JsonCodec.MAPPER.createParser(bytes)) {
            // the parser would take others for UTF-16 or a byte order mark, and count other places
            if (bytes.length < 2
                    || bytes[0] < '\t'
                    || bytes[1] < '\t'
                    || parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException(null, "a message must be a JSON object in UTF-8");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.read(parser.currentName(), parser, message);
            }
            if (parser.nextToken() != null) {
                throw new MalformedException(fields.id, "a message must be one JSON object");
            }
        } catch (IOException e) {
            throw new MalformedException(fields.id, "the message is not valid JSON");
        }
        return fields.message();
    }

    private static Set<String> headers() {
        Set<String> asked = new LinkedHashSet<>();
        ClientHeaders.from(name -> {
            asked.add(name);
            return null;
        });
        asked.removeIf(name -> !name.startsWith("x-serai-"));
        return Set.copyOf(asked);
    }

    /** What was read of a message so far. */
    final class Fields {
        private @Nullable String type;
        private @Nullable String id;
        private final Map<String, String> headers = new HashMap<>();
        private @Nullable Buffer body;

        private void read(String name, JsonParser parser, Buffer message) throws IOException, MalformedException {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = text(parser, token, name);
                case "id" -> {
                    id = text(parser, token, name);
                    if (id.isEmpty() || id.length() > LONGEST_ID) {
                        id = null;
                        throw new MalformedException(null, "'id' must have 1 to " + LONGEST_ID + " characters");
                    }
                }
                case "headers" -> headers(parser, token);
                case "body" -> body = body(parser, token, message);
                default ->
                    throw new MalformedException(
                            id, "a message has the fields 'type', 'id', 'headers' and 'body' and no other");
            }
        }

        private String text(JsonParser parser, JsonToken token, String name) throws IOException, MalformedException {
            if (token != JsonToken.VALUE_STRING) {
                throw new MalformedException(id, "'" + name + "' must be a string");
            }
            return parser.getText();
        }

        private void headers(JsonParser parser, JsonToken token) throws IOException, MalformedException {
            if (token != JsonToken.START_OBJECT) {
                throw new MalformedException(id, "'headers' must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName().toLowerCase(Locale.ROOT);
                if (!parser.nextToken().isScalarValue() || !HEADERS.contains(name)) {
                    throw new MalformedException(
                            id,
                            "'headers' may have, as strings: "
                                    + String.join(
                                            ", ", HEADERS.stream().sorted().toList()));
                }
                headers.put(name, parser.getText());
            }
        }

        private Buffer body(JsonParser parser, JsonToken token, Buffer message) throws IOException, MalformedException {
            if (token != JsonToken.START_OBJECT) {
                throw new MalformedException(id, "'body' must be an object: the one that /v1/chat/completions takes");
            }
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            return message.slice(from, (int) parser.currentLocation().getByteOffset());
        }

        private ClientMessage message() throws MalformedException {
            if (id == null) {
                throw new MalformedException(null, "'id' is missing: a string that names the request");
            }
            if ("cancel".equals(type)) {
                return new Cancel(id);
            }
            if (!"request".equals(type)) {
                throw new MalformedException(id, "'type' must be \"request\" or \"cancel\"");
            }
            if (body == null) {
                throw new MalformedException(id, "'body' is missing: the one that /v1/chat/completions takes");
            }
            return new Request(id, Map.copyOf(headers), body);
        }
    }
}
