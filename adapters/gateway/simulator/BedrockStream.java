package gateway.simulator;

import gateway.simulator.Reply.Call;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Text;
import gateway.simulator.Reply.Thought;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Writes the binary frames of Bedrock's ConverseStream. */
final class BedrockStream implements StreamWriter {
    private static final HeaderValue JSON = HeaderValue.fromString("application/json");
    private static final HeaderValue EVENT = HeaderValue.fromString("event");
    private static final HeaderValue EXCEPTION = HeaderValue.fromString("exception");

    /** Bedrock pads its events, so that their length does not give the text away. */
    private static final String PADDING = ",\"p\":\"abcdefgh\"";

    private final Reply reply;

    BedrockStream(Reply reply) {
        this.reply = reply;
    }

    @Override
    public void start(Buffer out) {
        event(out, "messageStart", "\"role\":\"assistant\"");
    }

    @Override
    public void open(Buffer out, Part part, int index) {
        if (part instanceof Call call) {
            event(
                    out,
                    "contentBlockStart",
                    at(index) + ",\"start\":{\"toolUse\":{\"toolUseId\":" + JsonText.quote(call.id()) + ",\"name\":"
                            + JsonText.quote(call.name()) + "}}");
        }
    }

    @Override
    public void piece(Buffer out, Part part, int index, String piece) {
        String text = JsonText.quote(piece);
        String delta = switch (part) {
            case Thought ignored -> "\"reasoningContent\":{\"text\":" + text + "}";
            case Text ignored -> "\"text\":" + text;
            case Call ignored -> "\"toolUse\":{\"input\":" + text + "}";
        };
        delta(out, index, delta);
    }

    @Override
    public void close(Buffer out, Part part, int index) {
        if (part instanceof Thought thought) {
            delta(out, index, "\"reasoningContent\":{\"signature\":" + JsonText.quote(thought.signature()) + "}");
        }
        event(out, "contentBlockStop", at(index));
    }

    @Override
    public void end(Buffer out) {
        event(out, "messageStop", "\"stopReason\":\"" + BedrockDialect.finish(reply.finish()) + '"');
        String metadata = BedrockDialect.metadata(reply.tokens()).toString();
        event(out, "metadata", metadata.substring(1, metadata.length() - 1));
    }

    @Override
    public void error(Buffer out) {
        frame(
                out,
                ":exception-type",
                HeaderValue.fromString("modelStreamErrorException"),
                EXCEPTION,
                "{\"message\":\"Simulated error in the stream.\"}");
    }

    private static void delta(Buffer out, int index, String delta) {
        event(out, "contentBlockDelta", at(index) + ",\"delta\":{" + delta + "}");
    }

    private static String at(int index) {
        return "\"contentBlockIndex\":" + index;
    }

    private static void event(Buffer out, String type, String fields) {
        frame(out, ":event-type", HeaderValue.fromString(type), EVENT, "{" + fields + PADDING + "}");
    }

    private static void frame(Buffer out, String typeHeader, HeaderValue type, HeaderValue kind, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(typeHeader, type);
        headers.put(":content-type", JSON);
        headers.put(":message-type", kind);
        Message message = new Message(headers, payload.getBytes(StandardCharsets.UTF_8));
        out.appendBytes(message.toByteBuffer().array());
    }
}
