package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a candidate. */
sealed interface ReplyPart {
    /** Kinds that no client can ask for, by content.proto of the Gemini API and of Vertex AI. */
    List<String> OTHER_KINDS =
            List.of("inlineData", "fileData", "executableCode", "codeExecutionResult", "functionResponse");

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
     * @throws gateway.model.FailedException if it is of no kind that is known, so that a piece of the answer would be
     *     lost
     */
    static ReplyPart of(JsonNode part, CallIds ids, int calls) {
        JsonNode signature = part.path("thoughtSignature");
        String seal = signature.isTextual() && !signature.asText().isEmpty() ? signature.asText() : null;
        if (part.has("functionCall")) {
            JsonNode call = part.path("functionCall");
            String id = call.path("id").asText("");
            return new Called(id.isEmpty() ? ids.at(calls) : id, text(call, "name"), arguments(call), seal);
        }
        if (!part.path("thought").isBoolean() && part.has("thought")) {
            throw Reply.garbage();
        }
        if (part.has("text")) {
            String text = text(part, "text");
            return part.path("thought").asBoolean() ? new Thought(text, seal) : new Said(text);
        }
        for (String kind : OTHER_KINDS) {
            if (part.has(kind)) {
                return new Unknown(kind);
            }
        }
        int known = (part.has("thoughtSignature") ? 1 : 0) + (part.has("thought") ? 1 : 0);
        if (seal == null || part.size() > known) {
            throw Reply.garbage();
        }
        return part.path("thought").asBoolean() ? new Thought("", seal) : new Said("");
    }

    /** Whether a client sees it, if only as an empty text: not reasoning, nor a seal alone. */
    static boolean visible(JsonNode part) {
        return part.size() > 0
                && !part.path("thought").asBoolean()
                && !(part.size() == 1 && part.has("thoughtSignature"));
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isTextual()) {
            throw Reply.garbage();
        }
        return json.path(name).textValue();
    }

    /** Absent where a function takes none; but a field that nobody knows may hold them then. */
    private static Json arguments(JsonNode call) {
        JsonNode arguments = call.path("args");
        if (arguments instanceof ObjectNode object) {
            return JsonCodec.json(object);
        }
        int known = (call.has("id") ? 2 : 1) + (call.has("args") ? 1 : 0);
        if ((call.has("args") && !arguments.isNull()) || call.size() > known) {
            throw Reply.garbage();
        }
        return Json.EMPTY_OBJECT;
    }
}
