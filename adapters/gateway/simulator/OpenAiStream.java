package gateway.simulator;

import gateway.simulator.Reply.Call;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Text;
import gateway.simulator.Reply.Thought;
import io.vertx.core.buffer.Buffer;

/** Writes server-sent events of OpenAI's chat completions. */
final class OpenAiStream implements StreamWriter {
    private static final String ERROR =
            "data: {\"error\":{\"message\":\"Simulated error in the stream.\",\"type\":\"server_error\",\"param\":null,"
                    + "\"code\":null}}\n\n";

    private final String head;
    private final String usageOfOthers;
    private final Ask ask;
    private final Reply reply;
    private int calls;

    OpenAiStream(String id, long created, Ask ask, Reply reply) {
        this.ask = ask;
        this.reply = reply;
        this.head =
                "data: {\"id\":" + JsonText.quote(id) + ",\"object\":\"chat.completion.chunk\",\"created\":" + created
                        + ",\"model\":" + JsonText.quote(ask.model())
                        + ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_simulator\",\"choices\":[";
        this.usageOfOthers = ask.usageWanted() ? ",\"usage\":null}\n\n" : "}\n\n";
    }

    @Override
    public void start(Buffer out) {
        boolean text = reply.parts().stream().anyMatch(Text.class::isInstance);
        String content = text ? "\"\"" : "null";
        deltas(out, "\"role\":\"assistant\",\"content\":" + content + ",\"refusal\":null", "null");
    }

    @Override
    public void open(Buffer out, Part part, int index) {
        if (part instanceof Call call) {
            for (int i = 0; i < ask.answers(); i++) {
                delta(
                        out,
                        i,
                        "\"tool_calls\":[{\"index\":" + calls + ",\"id\":"
                                + JsonText.quote(OpenAiDialect.callId(call, i))
                                + ",\"type\":\"function\",\"function\":{\"name\":" + JsonText.quote(call.name())
                                + ",\"arguments\":\"\"}}]",
                        "null");
            }
        }
    }

    @Override
    public void piece(Buffer out, Part part, int index, String piece) {
        switch (part) {
            case Text ignored -> deltas(out, "\"content\":" + JsonText.quote(piece), "null");
            case Call ignored ->
                deltas(
                        out,
                        "\"tool_calls\":[{\"index\":" + calls + ",\"function\":{\"arguments\":" + JsonText.quote(piece)
                                + "}}]",
                        "null");
            case Thought ignored -> {
                // OpenAI shows no thinking, only its tokens.
            }
        }
    }

    @Override
    public void close(Buffer out, Part part, int index) {
        if (part instanceof Call) {
            calls++;
        }
    }

    @Override
    public void end(Buffer out) {
        deltas(out, "", '"' + OpenAiDialect.finish(reply.finish()) + '"');
        if (ask.usageWanted()) {
            out.appendString(head)
                    .appendString("],\"usage\":")
                    .appendString(OpenAiDialect.usage(reply.tokens()).toString())
                    .appendString("}\n\n");
        }
        out.appendString("data: [DONE]\n\n");
    }

    @Override
    public void error(Buffer out) {
        out.appendString(ERROR);
    }

    /** The same in each of the answers. */
    private void deltas(Buffer out, String delta, String finish) {
        for (int i = 0; i < ask.answers(); i++) {
            delta(out, i, delta, finish);
        }
    }

    private void delta(Buffer out, int index, String delta, String finish) {
        out.appendString(head)
                .appendString("{\"index\":" + index + ",\"delta\":{")
                .appendString(delta)
                .appendString("},\"logprobs\":null,\"finish_reason\":")
                .appendString(finish)
                .appendString("}]")
                .appendString(usageOfOthers);
    }
}
