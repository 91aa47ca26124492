package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import gateway.wire.openai.Fields;
import gateway.wire.openai.FunctionTools;
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
     * @param rest gets what only chat completions know, or nobody
     */
    ToolReader(Fields fields, Map<String, Json> rest) {
        this.fields = fields;
        this.rest = rest;
        for (Fields tool : fields.objects("tools")) {
            tools.add(
                    switch (tool.name("type")) {
                        case "function" -> FunctionTools.read(tool);
                        case "custom" -> custom(tool);
                        default ->
                            throw RequestReader.unsupported(
                                    tool.param("type"),
                                    "must be function or custom: tools that OpenAI runs, such as web_search, cannot run"
                                            + " here, so leave them out, or offer them as functions of your own");
                    });
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
            ToolChoice known = FunctionTools.choice(choice.textValue());
            if (known == null) {
                throw unknownChoice();
            }
            return known;
        }
        Fields object = Fields.of(choice, "tool_choice");
        return switch (object.name("type")) {
            case "function", "custom" -> FunctionTools.named(tools, object.name("name"));
            case "allowed_tools" -> {
                rest.put("tool_choice", allowed(object));
                yield null;
            }
            default -> throw unknownChoice();
        };
    }

    /** The same choice as chat completions write it. */
    private static Json allowed(Fields choice) {
        ObjectNode json = JsonCodec.object().put("type", "allowed_tools");
        ArrayNode names =
                json.putObject("allowed_tools").put("mode", choice.name("mode")).putArray("tools");
        for (Fields tool : choice.objects("tools")) {
            names.addObject().put("type", "function").putObject("function").put("name", tool.name("name"));
        }
        return JsonCodec.json(json);
    }

    private Tool custom(Fields tool) {
        Fields format = tool.object("format");
        if (format != null && !"text".equals(format.name("type"))) {
            rest.put(LostFields.RESPONSES + "tools.format", JsonCodec.json(format.node()));
        }
        return CustomTools.function(tool);
    }

    private static RuntimeException unknownChoice() {
        return Fields.wrong(
                "tool_choice",
                "must be \"none\", \"auto\", \"required\" or {\"type\": \"function\", \"name\": ...}, as tools that"
                        + " OpenAI runs cannot run here");
    }
}
