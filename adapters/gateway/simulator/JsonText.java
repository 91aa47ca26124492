package gateway.simulator;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Small pieces of JSON, quickly written and leniently read. */
final class JsonText {
    private JsonText() {}

    /** A JSON string with its quotes. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    /** The bytes of a tree. */
    static Buffer bytes(JsonNode node) {
        try {
            return Buffer.buffer(JsonCodec.MAPPER.writeValueAsBytes(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON inside a string; anything at all if it is none. */
    static JsonNode parse(String json) {
        try {
            return JsonCodec.MAPPER.readTree(json);
        } catch (IOException ignored) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
