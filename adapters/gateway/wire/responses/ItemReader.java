package gateway.wire.responses;

import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Role;
import gateway.model.Tool;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import gateway.wire.openai.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a conversation. What the model said, thought and called in one go is one message, and so are the
 * results of its calls with the user's words that follow, as every other dialect wants it. Used for one request.
 */
final class ItemReader {
    /** What OpenAI has encrypted begins so: the version byte and the time of a Fernet token. */
    private static final String ENCRYPTED = "gAAAA";

    private final Map<String, Json> rest;
    private final ToolReader tools;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> said = new ArrayList<>();
    private final List<Part> results = new ArrayList<>();
    private final Map<String, String> toolNames = new HashMap<>();
    /** Of the call that follows. */
    private @Nullable String seal;

    /**
     * Starts without messages.
     *
     * @param rest gets what no provider is told
     * @param tools gets those that items offer
     */
    ItemReader(Map<String, Json> rest, ToolReader tools) {
        this.rest = rest;
        this.tools = tools;
    }

    /** What stands before all items. */
    void instructions(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, List.of(new Part.Text(text))));
        }
    }

    void read(Fields item) {
        String type = item.text("type");
        switch (type == null && item.get("role") != null ? "message" : item.name("type")) {
            case "message" -> message(item);
            case "function_call" -> call(item, arguments(item.text("arguments")));
            case "custom_tool_call" -> call(item, CustomTools.arguments(ContentReader.needed(item, "input")));
            case "function_call_output", "custom_tool_call_output" -> result(item);
            case "reasoning" -> reasoning(item);
            case "agent_message" -> fromAgent(item);
            case "additional_tools" -> tools.offer(item);
            case "tool_search_call" -> search(item);
            case "tool_search_output" -> found(item);
            case "item_reference" ->
                throw RequestReader.unsupported(
                        item.param("type"), "cannot be followed: send the item itself, with 'store' false");
            default ->
                throw RequestReader.unsupported(
                        item.param("type"),
                        "must be one of message, function_call, function_call_output, custom_tool_call,"
                                + " custom_tool_call_output, reasoning, agent_message, additional_tools,"
                                + " tool_search_call, tool_search_output: other items belong to tools that run at OpenAI, so leave them"
                                + " out");
        }
    }

    List<Message> all() {
        flushSaid();
        flushResults();
        return messages;
    }

    private void message(Fields item) {
        switch (item.name("role")) {
            case "user" -> {
                flushSaid();
                results.addAll(ContentReader.read(item, "content"));
                flushResults();
            }
            case "assistant" -> {
                flushResults();
                said.addAll(ContentReader.texts(item));
            }
            case "system", "developer" -> {
                flushSaid();
                flushResults();
                messages.add(new Message(Role.SYSTEM, ContentReader.texts(item)));
            }
            default -> throw Fields.wrong(item.param("role"), "must be one of user, assistant, system, developer");
        }
    }

    /**
     * What one agent of the client says to another. It stands in an argument that OpenAI's models encrypt; others write
     * it as it is.
     */
    private void fromAgent(Fields item) {
        flushSaid();
        for (Fields part : item.objects("content")) {
            if (!part.name("type").equals("encrypted_content")) {
                results.add(ContentReader.part(part));
                continue;
            }
            String text = ContentReader.needed(part, "encrypted_content");
            if (text.startsWith(ENCRYPTED)) {
                rest.put(LostFields.RESPONSES + "input.encrypted_content", Json.EMPTY_OBJECT);
            } else {
                results.add(new Part.Text(text));
            }
        }
        flushResults();
    }

    private void call(Fields item, Json arguments) {
        call(item, ToolNames.forModels(item.text("namespace"), item.name("name")), arguments);
    }

    private void call(Fields item, String name, Json arguments) {
        flushResults();
        String id = item.name("call_id");
        toolNames.put(id, name);
        said.add(new Part.ToolCall(id, name, arguments, seal));
        seal = null;
    }

    private static Json arguments(@Nullable String text) {
        return text == null || text.isBlank() ? Json.EMPTY_OBJECT : new Json(text);
    }

    private void result(Fields item) {
        flushSaid();
        String id = item.name("call_id");
        results.add(new Part.ToolResult(id, toolNames.get(id), ContentReader.read(item, "output"), false));
    }

    /** One that OpenAI has run has no id, and was never told to a model here. */
    private void search(Fields item) {
        if (item.text("call_id") != null) {
            Fields arguments = item.object("arguments");
            call(item, ToolNames.SEARCH, arguments == null ? Json.EMPTY_OBJECT : JsonCodec.json(arguments.node()));
        }
    }

    private void found(Fields item) {
        List<Tool> found = tools.offer(item);
        String id = item.text("call_id");
        if (id != null) {
            flushSaid();
            Part text = new Part.Text(ToolSearch.found(found).text());
            results.add(new Part.ToolResult(id, toolNames.get(id), List.of(text), false));
        }
    }

    /** A summary alone is made for readers: no model takes it back. */
    private void reasoning(Fields item) {
        flushResults();
        String sealed = item.text("encrypted_content");
        if (sealed == null) {
            return;
        }
        seal = SealedThought.callSeal(sealed);
        if (seal != null) {
            return;
        }
        Part thought = SealedThought.open(sealed);
        if (thought == null) {
            rest.put(LostFields.RESPONSES + "input.encrypted_content", Json.EMPTY_OBJECT);
        } else {
            said.add(thought);
        }
    }

    private void flushSaid() {
        if (!said.isEmpty()) {
            messages.add(new Message(Role.ASSISTANT, said));
            said.clear();
        }
    }

    private void flushResults() {
        if (!results.isEmpty()) {
            messages.add(new Message(Role.USER, results));
            results.clear();
        }
    }
}
