package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.model.Chunk;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log probabilities of a choice's tokens, which stand beside its text. Those of tokens that are no text by themselves,
 * such as a part of a character, wait for the text. Confined to one event loop.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/object">OpenAI: choices[].logprobs</a>
 */
final class Logprobs {
    private ArrayNode waiting = JsonNodeFactory.instance.arrayNode();

    /** Those of a whole text; null where there are none. */
    static @Nullable Json of(JsonNode logprobs, boolean refusal) {
        JsonNode tokens = logprobs.path(refusal ? "refusal" : "content");
        return tokens.isArray() && !tokens.isEmpty() ? JsonCodec.json(tokens) : null;
    }

    /** How a choice shows them, as JSON text. */
    static String shown(@Nullable Json tokens, boolean refusal) {
        if (tokens == null) {
            return "null";
        }
        return refusal
                ? "{\"content\":null,\"refusal\":" + tokens.text() + "}"
                : "{\"content\":" + tokens.text() + ",\"refusal\":null}";
    }

    /** Takes the value of the field. */
    void add(JsonNode logprobs) {
        for (String kind : new String[] {"content", "refusal"}) {
            logprobs.path(kind).forEach(waiting::add);
        }
    }

    /** Gives all to the last text of a choice. */
    void join(List<Chunk> chunks, int from) {
        if (waiting.isEmpty()) {
            return;
        }
        for (int i = chunks.size() - 1; i >= from; i--) {
            if (chunks.get(i) instanceof Chunk.TextDelta delta) {
                chunks.set(i, new Chunk.TextDelta(delta.text(), delta.refusal(), JsonCodec.json(waiting)));
                waiting = JsonNodeFactory.instance.arrayNode();
                return;
            }
        }
    }
}
