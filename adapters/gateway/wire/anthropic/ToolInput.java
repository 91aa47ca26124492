package gateway.wire.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gateway.model.Json;
import gateway.wire.JsonCodec;
import java.io.IOException;

/**
 * The input of a tool call. Other dialects carry it as text, which a model may have got wrong; here it must be an
 * object. No text is {@code {}}; a text that is no object is wrapped as {@code {"INVALID_JSON": text}}, as <a
 * href="https://docs.claude.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming">Anthropic's guide</a>
 * has it, so that nothing is lost and the caller sees what is wrong.
 */
final class ToolInput {
    private static final String INVALID = "INVALID_JSON";

    private ToolInput() {}

    /** The text of an object. */
    static String object(Json arguments) {
        String text = arguments.text();
        if (text.isBlank()) {
            return "{}";
        }
        return isObject(text) ? text : JsonCodec.object().put(INVALID, text).toString();
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JsonCodec.MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
