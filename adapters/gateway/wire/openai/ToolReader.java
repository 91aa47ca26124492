package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.model.Json;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a client's request and its choice among them. Used for one request. */
final class ToolReader {
    private final Fields fields;
    private final Map<String, Json> rest;
    private final List<Tool> tools = new ArrayList<>();

    /**
     * Reads the tools.
     *
     * @param fields the request
     * @param rest gets the tools, and the choice, of a kind that only this dialect knows
     */
    ToolReader(Fields fields, Map<String, Json> rest) {
        this.fields = fields;
        this.rest = rest;
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        for (Fields tool : fields.objects("tools")) {
            // Mistral's clients leave the type out
            if (tool.get("type") == null || "function".equals(tool.name("type"))) {
                tools.add(FunctionTools.read(tool.needed("function")));
            } else {
                others.add(tool.node());
            }
        }
        if (!others.isEmpty()) {
            rest.put("tools", JsonCodec.json(others));
        }
    }

    List<Tool> tools() {
        return tools;
    }

    @Nullable ToolChoice choice() {
        JsonNode choice = fields.get("tool_choice");
        if (choice == null) {
            return null;
        }
        if (choice.isTextual()) {
            // "any" is Mistral's older word for "required"
            ToolChoice known = FunctionTools.choice(choice.textValue().equals("any") ? "required" : choice.textValue());
            if (known == null) {
                throw unknownChoice();
            }
            return known;
        }
        if (!choice.isObject()) {
            throw unknownChoice();
        }
        Fields object = Fields.of(choice, "tool_choice");
        return switch (object.name("type")) {
            case "function" ->
                FunctionTools.named(tools, object.needed("function").name("name"));
            case "allowed_tools", "custom" -> {
                rest.put("tool_choice", JsonCodec.json(choice));
                yield null;
            }
            default -> throw unknownChoice();
        };
    }

    private static RuntimeException unknownChoice() {
        return Fields.wrong(
                "tool_choice",
                "must be \"none\", \"auto\", \"required\" or {\"type\": \"function\", \"function\": {\"name\": ...}}");
    }
}
