package gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Reply.Call;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Text;
import gateway.simulator.Reply.Thought;
import io.vertx.core.buffer.Buffer;

/** Writes server-sent events of Anthropic's messages. */
final class AnthropicStream implements StreamWriter {
    private static final String PING = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    private static final String ERROR = "event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,"
            + "\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";

    private final ObjectNode message;
    private final Reply reply;

    AnthropicStream(ObjectNode message, Reply reply) {
        this.message = message;
        this.reply = reply;
    }

    @Override
    public void start(Buffer out) {
        event(out, "message_start", ",\"message\":" + message);
    }

    @Override
    public void open(Buffer out, Part part, int index) {
        String block = switch (part) {
            case Thought ignored -> "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}";
            case Text ignored -> "{\"type\":\"text\",\"text\":\"\"}";
            case Call call ->
                "{\"type\":\"tool_use\",\"id\":" + JsonText.quote(call.id()) + ",\"name\":"
                        + JsonText.quote(call.name()) + ",\"input\":{}}";
        };
        event(out, "content_block_start", ",\"index\":" + index + ",\"content_block\":" + block);
        if (index == 0) {
            out.appendString(PING);
        }
        if (part instanceof Call) {
            delta(out, index, "input_json_delta", "partial_json", "");
        }
    }

    @Override
    public void piece(Buffer out, Part part, int index, String piece) {
        switch (part) {
            case Thought ignored -> delta(out, index, "thinking_delta", "thinking", piece);
            case Text ignored -> delta(out, index, "text_delta", "text", piece);
            case Call call -> {
                // an empty input stands in the block's start already
                if (!call.arguments().isEmpty()) {
                    delta(out, index, "input_json_delta", "partial_json", piece);
                }
            }
        }
    }

    @Override
    public void close(Buffer out, Part part, int index) {
        if (part instanceof Thought thought) {
            delta(out, index, "signature_delta", "signature", thought.signature());
        }
        event(out, "content_block_stop", ",\"index\":" + index);
    }

    @Override
    public void end(Buffer out) {
        String stop = reply.stop() == null ? "null" : JsonText.quote(reply.stop());
        event(
                out,
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"" + AnthropicDialect.finish(reply.finish()) + "\",\"stop_sequence\":"
                        + stop + "},\"usage\":{\"input_tokens\":"
                        + reply.tokens().input() + ",\"cache_creation_input_tokens\":"
                        + reply.tokens().cacheWrite() + ",\"cache_read_input_tokens\":"
                        + reply.tokens().cacheRead() + ",\"output_tokens\":"
                        + reply.tokens().output() + "}");
        event(out, "message_stop", "");
    }

    @Override
    public void error(Buffer out) {
        out.appendString(ERROR);
    }

    private static void delta(Buffer out, int index, String type, String field, String value) {
        event(
                out,
                "content_block_delta",
                ",\"index\":" + index + ",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":"
                        + JsonText.quote(value) + "}");
    }

    private static void event(Buffer out, String type, String rest) {
        out.appendString("event: ")
                .appendString(type)
                .appendString("\ndata: {\"type\":\"")
                .appendString(type)
                .appendString("\"")
                .appendString(rest)
                .appendString("}\n\n");
    }
}
