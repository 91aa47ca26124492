package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** One part of a candidate. */
sealed interface ReplyPart {
    /**
     * Text of the answer. A seal on it is not kept: it is optional, and clients have no place for it.
     *
     * @param text may be empty
     */
    record Said(String text) implements ReplyPart {
        /** Shows no content. */
        @Override
        public String toString() {
            return Redacted.shown(text);
        }
    }

    /**
     * Text of the reasoning.
     *
     * @param text may be empty
     * @param signature its seal, if any
     */
    record Thought(String text, @Nullable String signature) implements ReplyPart {
        /** Shows no content. */
        @Override
        public String toString() {
            return Redacted.shown(text);
        }
    }

    /**
     * A whole function call.
     *
     * @param id Gemini's, or one of ours where it gave none
     * @param name the function
     * @param arguments an object
     * @param signature its seal, if any
     */
    record Called(
            String id,
            String name,
            Json arguments,
            @Nullable String signature) implements ReplyPart {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Called[" + Redacted.shown(name) + ", " + arguments + "]";
        }
    }

    /**
     * Any other part, such as a picture or code that was run.
     *
     * @param type the name of its field
     */
    record Unknown(String type) implements ReplyPart {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Unknown[" + Redacted.shown(type) + "]";
        }
    }

    /**
     * Reads a part.
     *
     * @param ids for a call that has none
     * @param calls how many calls came before it
     */
    static ReplyPart of(JsonNode part, CallIds ids, int calls) {
        JsonNode signature = part.path("thoughtSignature");
        String seal = signature.isTextual() && !signature.asText().isEmpty() ? signature.asText() : null;
        JsonNode call = part.path("functionCall");
        if (call.isObject()) {
            String id = call.path("id").asText("");
            return new Called(
                    id.isEmpty() ? ids.at(calls) : id,
                    call.path("name").asText(""),
                    call.path("args") instanceof ObjectNode arguments ? JsonCodec.json(arguments) : Json.EMPTY_OBJECT,
                    seal);
        }
        if (part.path("thought").asBoolean(false)) {
            return new Thought(part.path("text").asText(""), seal);
        }
        return part.has("text") || part.size() == (seal == null ? 0 : 1)
                ? new Said(part.path("text").asText(""))
                : new Unknown(type(part));
    }

    private static String type(JsonNode part) {
        Iterator<String> names = part.fieldNames();
        return names.hasNext() ? names.next() : part.getNodeType().name();
    }
}
