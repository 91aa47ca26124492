package gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Thought;
import gateway.simulator.Reply.Tokens;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;

/** Writes the pieces of Gemini's streamGenerateContent: server-sent events or elements of a JSON array. */
final class GeminiStream implements StreamWriter {
    private static final String ERROR = """
            {
              "error": {
                "code": 503,
                "message": "Simulated error in the stream.",
                "status": "UNAVAILABLE",
                "details": []
              }
            }
            """;

    private final String id;
    private final boolean array;
    private final Ask ask;
    private final Reply reply;
    private final int lastPart;
    private boolean first = true;
    private boolean finished;
    private int pieces;
    private int visible;
    private int thought;

    GeminiStream(String id, boolean array, Ask ask, Reply reply) {
        this.id = id;
        this.array = array;
        this.ask = ask;
        this.reply = reply;
        this.lastPart = reply.parts().size() - 1;
    }

    @Override
    public void start(Buffer out) {
        // Every chunk is a whole response.
    }

    @Override
    public void open(Buffer out, Part part, int index) {
        pieces = 0;
    }

    @Override
    public void piece(Buffer out, Part part, int index, String piece) {
        pieces++;
        if (part instanceof Thought) {
            thought++;
        } else {
            visible++;
        }
        finished = index == lastPart && pieces == part.pieces().size();
        chunk(out, GeminiDialect.part(part, piece, ask, reply));
    }

    @Override
    public void close(Buffer out, Part part, int index) {
        // The next part simply begins.
    }

    @Override
    public void end(Buffer out) {
        if (!finished) {
            finished = true;
            chunk(out, JsonCodec.object().put("text", ""));
        }
        if (array) {
            out.appendString("\n]");
        }
    }

    @Override
    public void error(Buffer out) {
        if (array) {
            out.appendString(first ? "[" : ",\r\n").appendString(ERROR).appendString("]");
        } else {
            out.appendString(ERROR);
        }
    }

    private void chunk(Buffer out, ObjectNode part) {
        ObjectNode chunk = JsonCodec.object();
        ObjectNode candidate = chunk.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts").add(part);
        content.put("role", "model");
        if (finished) {
            candidate.put("finishReason", GeminiDialect.finish(reply.finish()));
        }
        candidate.put("index", 0);
        Tokens all = reply.tokens();
        Tokens soFar = new Tokens(
                all.input(),
                all.cacheRead(),
                all.cacheWrite(),
                finished ? all.visible() : visible,
                finished ? all.thought() : thought);
        chunk.set("usageMetadata", GeminiDialect.usage(soFar));
        chunk.put("modelVersion", ask.model()).put("responseId", id);
        if (array) {
            out.appendString(first ? "[" : ",\r\n").appendString(chunk.toString());
        } else {
            out.appendString("data: ").appendString(chunk.toString()).appendString("\r\n\r\n");
        }
        first = false;
    }
}
