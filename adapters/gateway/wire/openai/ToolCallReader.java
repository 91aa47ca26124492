package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Redacted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of a stream's tool calls in order. OpenAI tells calls apart by an index; some who speak its
 * dialect leave it out, or send 0 for all, and tell them apart by id. Confined to one event loop.
 */
final class ToolCallReader {
    private final Map<Integer, Call> byPlace = new HashMap<>();
    /** Calls of which nothing was said yet, not even that they have no arguments. */
    private final Set<Integer> bare = new HashSet<>();

    private int count;

    /** Whether there was a call. */
    boolean any() {
        return count > 0;
    }

    /** Whether there is a call whose arguments never came, which is another thing than empty ones. */
    boolean lacksArguments() {
        return !bare.isEmpty();
    }

    /**
     * Reads fragments.
     *
     * @param choice which of several answers they belong to
     * @param fragments the array {@code tool_calls} of a delta
     * @param answer id of the answer, for calls without an id
     * @param chunks gets what they mean
     */
    void read(int choice, JsonNode fragments, String answer, List<Chunk> chunks) {
        for (JsonNode fragment : fragments) {
            int place = (choice << 16) | (fragment.path("index").asInt(0) & 0x7fff);
            String given = fragment.path("id").asText("");
            String id = "null".equals(given) ? "" : given;
            fragment(place, id, fragment.path("function"), answer, chunks);
        }
    }

    /** Reads a fragment of the older {@code function_call}, of which an answer has one at most. */
    void readLegacy(int choice, JsonNode function, String answer, List<Chunk> chunks) {
        fragment((choice << 16) | 0x8000, "", function, answer, chunks);
    }

    private void fragment(int place, String id, JsonNode function, String answer, List<Chunk> chunks) {
        String name = JsonTree.text(function, "name");
        Call call = byPlace.get(place);
        if (!name.isEmpty() && (call == null || (!id.isEmpty() && !id.equals(call.id())))) {
            String known = id.isEmpty() ? CompletionReader.callId(answer, count) : id;
            call = new Call(count++, known);
            byPlace.put(place, call);
            bare.add(call.index());
            chunks.add(new Chunk.ToolCallStarted(call.index(), known, name, null));
        }
        if (call == null || !function.has("arguments")) {
            return;
        }
        bare.remove(call.index());
        String arguments = arguments(function.path("arguments"));
        if (arguments != null && !arguments.isEmpty()) {
            chunks.add(new Chunk.ToolCallArguments(call.index(), arguments));
        }
    }

    /** A piece of JSON text, or a whole object where the provider does not cut it. */
    private static @Nullable String arguments(JsonNode arguments) {
        if (!arguments.isObject() && !arguments.isTextual() && !arguments.isNull()) {
            throw OpenAiProviderCodec.garbage();
        }
        return arguments.isObject() ? arguments.toString() : arguments.textValue();
    }

    private record Call(int index, String id) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Call[" + index + ", " + Redacted.shown(id) + "]";
        }
    }
}
