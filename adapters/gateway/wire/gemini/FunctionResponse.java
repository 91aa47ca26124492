package gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Part;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.util.stream.Collectors;

/**
 * What a function answered, ready to be written.
 *
 * @param place where its call stands among all calls of the conversation
 * @param part the part
 */
record FunctionResponse(int place, ObjectNode part) {
    /**
     * A call of the conversation.
     *
     * @param name the function
     * @param place where it stands among all calls
     */
    record Asked(String name, int place) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Asked[" + Redacted.shown(name) + ", " + place + "]";
        }
    }

    /** The response object: a result that is a JSON object as it came, other text wrapped into one. */
    static String of(Part.ToolResult result) {
        String text = result.content().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
        if (result.error()) {
            return JsonCodec.object().put("error", text).toString();
        }
        return Arguments.parsed(text) instanceof ObjectNode
                ? text
                : JsonCodec.object().put("result", text).toString();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "FunctionResponse[" + place + "]";
    }
}
