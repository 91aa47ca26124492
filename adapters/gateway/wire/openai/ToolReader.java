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
    private static final Json NO_ARGUMENTS = new Json("{\"type\":\"object\",\"properties\":{}}");

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
                tools.add(function(tool.needed("function")));
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
            return switch (choice.textValue()) {
                case "auto" -> new ToolChoice.Auto();
                case "none" -> new ToolChoice.None();
                // "any" is Mistral's older word for "required"
                case "required", "any" -> new ToolChoice.Any();
                default -> throw unknownChoice();
            };
        }
        if (!choice.isObject()) {
            throw unknownChoice();
        }
        Fields object = Fields.of(choice, "tool_choice");
        return switch (object.name("type")) {
            case "function" -> named(object.needed("function"));
            case "allowed_tools", "custom" -> {
                rest.put("tool_choice", JsonCodec.json(choice));
                yield null;
            }
            default -> throw unknownChoice();
        };
    }

    private ToolChoice named(Fields function) {
        String name = function.name("name");
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw Fields.wrong("tool_choice", "must name one of the functions in 'tools'");
        }
        return new ToolChoice.Named(name);
    }

    private static Tool function(Fields function) {
        Fields parameters = function.object("parameters");
        return new Tool(
                function.name("name"),
                function.text("description"),
                parameters == null ? NO_ARGUMENTS : JsonCodec.json(parameters.node()),
                function.flag("strict"));
    }

    private static RuntimeException unknownChoice() {
        return Fields.wrong(
                "tool_choice",
                "must be \"none\", \"auto\", \"required\" or {\"type\": \"function\", \"function\": {\"name\": ...}}");
    }
}
