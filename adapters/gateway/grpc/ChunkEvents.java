package gateway.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.DeadlineMark;
import java.util.Map;
import java.util.function.Consumer;
import serai.v1.CompleteEvent;
import serai.v1.Finish;
import serai.v1.Notice;
import serai.v1.Start;
import serai.v1.TextDelta;
import serai.v1.ToolCallDelta;

/**
 * Makes events of the chunks of one streamed answer in OpenAI's format. Confined to one event loop.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">the chunks' format</a>
 */
final class ChunkEvents {
    private final Map<String, String> headers;
    private final Consumer<CompleteEvent> out;
    private boolean started;

    /**
     * Begins an answer.
     *
     * @param headers of the reply
     * @param out gets the events
     */
    ChunkEvents(Map<String, String> headers, Consumer<CompleteEvent> out) {
        this.headers = headers;
        this.out = out;
    }

    /** Takes one chunk, as JSON. */
    void chunk(String json) {
        JsonNode chunk = Servings.tree(json);
        if (!chunk.has("choices")) {
            return;
        }
        if (!started) {
            started = true;
            put(event -> event.setStart(Start.newBuilder()
                    .setId(chunk.path("id").asText(""))
                    .setModel(chunk.path("model").asText(""))
                    .setServing(Servings.of(headers))));
        }
        JsonNode choice = chunk.path("choices").path(0);
        delta(choice.path("delta"));
        JsonNode finish = choice.path("finish_reason");
        if (finish.isTextual()) {
            Finish.Builder reason = Finish.newBuilder().setReason(finish.textValue());
            if (chunk.path(DeadlineMark.NAME).path(DeadlineMark.KEY).asText("").equals(DeadlineMark.VALUE)) {
                reason.setDeadline(true);
            }
            put(event -> event.setFinish(reason));
        }
        JsonNode usage = chunk.path("usage");
        if (usage.isObject()) {
            put(event -> event.setUsage(Servings.usage(usage)));
        }
    }

    private void delta(JsonNode delta) {
        text(delta.path("reasoning_content"), CompleteEvent.Builder::setReasoning);
        text(delta.path("content"), CompleteEvent.Builder::setText);
        text(delta.path("refusal"), CompleteEvent.Builder::setText);
        for (JsonNode call : delta.path("tool_calls")) {
            JsonNode function = call.path("function");
            put(event -> event.setToolCall(ToolCallDelta.newBuilder()
                    .setIndex(call.path("index").asInt())
                    .setId(call.path("id").asText(""))
                    .setName(function.path("name").asText(""))
                    .setArguments(function.path("arguments").asText(""))));
        }
    }

    private void text(JsonNode text, Setter setter) {
        if (text.isTextual() && !text.textValue().isEmpty()) {
            put(event -> setter.set(
                    event, TextDelta.newBuilder().setText(text.textValue()).build()));
        }
    }

    /** Tells what stands beside the chunks. */
    void notice(String code, String json) {
        put(event -> event.setNotice(Notice.newBuilder().setCode(code).setJson(json)));
    }

    private void put(Consumer<CompleteEvent.Builder> fill) {
        CompleteEvent.Builder event = CompleteEvent.newBuilder();
        fill.accept(event);
        out.accept(event.build());
    }

    /** One of the fields that hold text. */
    private interface Setter {
        void set(CompleteEvent.Builder event, TextDelta text);
    }
}
