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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a client's request and its choice among them. Used for one request. */
final class ToolReader {
    /** Tools that OpenAI runs and coding agents offer unasked. */
    private static final Set<String> DISPENSABLE = Set.of(
            "web_search",
            "web_search_2025_08_26",
            "web_search_preview",
            "web_search_preview_2025_03_11",
            "image_generation");

    private final Fields fields;
    private final Map<String, Json> rest;
    private final List<Tool> tools = new ArrayList<>();
    private final List<ObjectNode> offered = new ArrayList<>();
    private final List<Fields> left = new ArrayList<>();

    /**
     * Reads the tools that the request itself names.
     *
     * @param fields the request
     * @param rest gets what only chat completions know, or nobody
     */
    ToolReader(Fields fields, Map<String, Json> rest) {
        this.fields = fields;
        this.rest = rest;
        tools.addAll(read(fields));
    }

    /**
     * Reads those that an item of the conversation names, and returns them; they hold in place of earlier namesakes.
     */
    List<Tool> offer(Fields item) {
        List<Tool> more = read(item);
        Set<String> names = new HashSet<>();
        more.forEach(tool -> names.add(tool.name()));
        tools.removeIf(tool -> names.contains(tool.name()));
        tools.addAll(more);
        return more;
    }

    /** All that were offered, as the client wrote them. */
    List<ObjectNode> offered() {
        return offered;
    }

    /** All as models get them, once the conversation is read. */
    List<Tool> tools() {
        for (Fields tool : left) {
            leave(tool);
        }
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
            case "function", "custom" ->
                FunctionTools.named(tools, ToolNames.forModels(object.text("namespace"), object.name("name")));
            case "allowed_tools" -> {
                rest.put("tool_choice", allowed(object));
                yield null;
            }
            default -> throw unknownChoice();
        };
    }

    private List<Tool> read(Fields holder) {
        List<Tool> read = new ArrayList<>();
        for (Fields tool : holder.objects("tools")) {
            offered.add(tool.node());
            switch (tool.name("type")) {
                case "namespace" -> namespace(tool, read);
                case "function" -> read.add(function(tool, null, null));
                case "custom" -> read.add(custom(tool, null, null));
                case ToolNames.SEARCH -> {
                    if (ToolSearch.isClients(tool)) {
                        read.add(ToolSearch.function(tool));
                    } else {
                        left.add(tool);
                    }
                }
                default -> {
                    if (!DISPENSABLE.contains(tool.name("type"))) {
                        throw runsElsewhere(tool);
                    }
                    left.add(tool);
                }
            }
        }
        return read;
    }

    /** An agent can do without a search if it has tools of its own; a question that rests on one alone cannot. */
    private void leave(Fields tool) {
        if (tools.isEmpty()) {
            throw runsElsewhere(tool);
        }
        rest.put(LostFields.RESPONSES + "tools." + tool.name("type"), JsonCodec.json(tool.node()));
    }

    private static RuntimeException runsElsewhere(Fields tool) {
        return RequestReader.unsupported(
                tool.param("type"),
                "must be function, custom or namespace: tools that OpenAI runs, such as web_search, cannot run here, so"
                        + " leave them out, or offer them as functions of your own");
    }

    /** No other dialect has groups of tools: what is said of the group is said with its first tool. */
    private void namespace(Fields group, List<Tool> into) {
        String name = group.name("name");
        String description = group.text("description");
        for (Fields tool : group.objects("tools")) {
            into.add(
                    switch (tool.name("type")) {
                        case "function" -> function(tool, name, description);
                        case "custom" -> custom(tool, name, description);
                        default -> throw Fields.wrong(tool.param("type"), "must be function or custom");
                    });
            description = null;
        }
    }

    /** The same choice as chat completions write it. */
    private static Json allowed(Fields choice) {
        ObjectNode json = JsonCodec.object().put("type", "allowed_tools");
        ArrayNode names =
                json.putObject("allowed_tools").put("mode", choice.name("mode")).putArray("tools");
        for (Fields tool : choice.objects("tools")) {
            String name = ToolNames.forModels(tool.text("namespace"), tool.name("name"));
            names.addObject().put("type", "function").putObject("function").put("name", name);
        }
        return JsonCodec.json(json);
    }

    private static Tool function(Fields tool, @Nullable String namespace, @Nullable String about) {
        return FunctionTools.read(tool, ToolNames.forModels(namespace, tool.name("name")), description(tool, about));
    }

    private Tool custom(Fields tool, @Nullable String namespace, @Nullable String about) {
        Fields format = tool.object("format");
        if (format != null && !"text".equals(format.name("type"))) {
            rest.put(LostFields.RESPONSES + "tools.format", JsonCodec.json(format.node()));
        }
        return CustomTools.function(tool, ToolNames.forModels(namespace, tool.name("name")), description(tool, about));
    }

    private static @Nullable String description(Fields tool, @Nullable String group) {
        String own = tool.text("description");
        if (group == null || group.isBlank()) {
            return own;
        }
        return own == null ? group : group + "\n\n" + own;
    }

    private static RuntimeException unknownChoice() {
        return Fields.wrong(
                "tool_choice",
                "must be \"none\", \"auto\", \"required\" or {\"type\": \"function\", \"name\": ...}, as tools that"
                        + " OpenAI runs cannot run here");
    }
}
