package gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.ByteSink;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import gateway.wire.openai.ErrorWriter;
import gateway.wire.openai.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the events of one stream, numbered from 0. Confined to one event loop. */
final class Frames {
    private int sequence;

    /** An event with its type and number. */
    static String frame(String type, ObjectNode data, int sequence) {
        ObjectNode event = JsonCodec.object().put("type", type).put("sequence_number", sequence);
        event.setAll(data);
        return "event: " + type + "\ndata: " + event + "\n\n";
    }

    /**
     * What tells an error: its fields as the API's document has them, and once more in an object, as OpenAI sends it
     * and SDKs look for it.
     */
    static ObjectNode error(Problem problem) {
        ObjectNode error = (ObjectNode) ErrorWriter.error(named(problem)).get("error");
        ObjectNode data = JsonCodec.object();
        for (String name : new String[] {"code", "message", "param"}) {
            data.set(name, error.get(name));
        }
        return data.set("error", error);
    }

    /**
     * The problem with the field to blame as this API calls it: what chat completions have as messages is its input.
     */
    static Problem named(Problem problem) {
        return "messages".equals(problem.param())
                ? new Problem(problem.status(), problem.code(), problem.message(), "input", problem.requestId())
                : problem;
    }

    /** Writes an event. */
    void put(String type, ObjectNode data, ByteSink out) {
        put(frame(type, data, sequence++), out);
    }

    /**
     * Writes a piece of text. This is done for each token, so that no tree is built.
     *
     * @param place the fields that tell where it belongs, as JSON text that ends with a comma
     */
    void delta(String type, String place, String delta, ByteSink out) {
        StringBuilder frame = new StringBuilder(place.length() + delta.length() + 150)
                .append("event: ")
                .append(type)
                .append("\ndata: {\"type\":\"")
                .append(type)
                .append("\",\"sequence_number\":")
                .append(sequence++)
                .append(',')
                .append(place)
                .append("\"delta\":");
        put(JsonText.quote(frame, delta).append("}\n\n").toString(), out);
    }

    private static void put(String frame, ByteSink out) {
        out.put(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
    }
}
