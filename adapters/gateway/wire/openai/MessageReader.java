package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Role;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the messages of a client's request. Tool messages become parts of one user message together with the user's
 * words that follow, as every other dialect wants it. Used for one request.
 */
final class MessageReader {
    /** A call of a tool of type {@code custom}, whose argument is plain text. */
    static final String CUSTOM_CALL = "custom";

    private final Map<String, Json> rest;
    private final List<Message> messages = new ArrayList<>();
    private final List<Part> results = new ArrayList<>();
    private final Map<String, String> toolNames = new HashMap<>();
    private int legacyCalls;

    /**
     * Starts without messages.
     *
     * @param rest gets fields of messages that no other dialect knows, as {@code messages[].name}
     */
    MessageReader(Map<String, Json> rest) {
        this.rest = rest;
    }

    void read(Fields message) {
        keep(message, "name");
        keep(message, "audio");
        switch (message.name("role")) {
            case "system", "developer" -> add(Role.SYSTEM, systemText(message));
            case "user" -> {
                List<Part> parts = content(message);
                results.addAll(parts);
                flushUser();
            }
            case "assistant" -> add(Role.ASSISTANT, assistant(message));
            case "tool" -> {
                String id = message.name("tool_call_id");
                results.add(new Part.ToolResult(id, toolNames.get(id), content(message), false));
            }
            case "function" ->
                results.add(new Part.ToolResult(legacyId(), message.name("name"), content(message), false));
            default ->
                throw Fields.wrong(
                        message.param("role"), "must be one of system, developer, user, assistant, tool, function");
        }
    }

    List<Message> all() {
        flushUser();
        return messages;
    }

    private void add(Role role, List<Part> parts) {
        flushUser();
        messages.add(new Message(role, parts));
    }

    private void flushUser() {
        if (!results.isEmpty()) {
            messages.add(new Message(Role.USER, results));
            results.clear();
        }
    }

    private void keep(Fields message, String name) {
        JsonNode value = message.get(name);
        if (value != null) {
            rest.put("messages[]." + name, JsonCodec.json(value));
        }
    }

    private static List<Part> systemText(Fields message) {
        List<Part> parts = content(message);
        for (Part part : parts) {
            if (!(part instanceof Part.Text)) {
                throw Fields.wrong(message.param("content"), "must hold text only in this role");
            }
        }
        return parts;
    }

    private List<Part> assistant(Fields message) {
        List<Part> parts = new ArrayList<>();
        String reasoning = message.text("reasoning_content");
        if (reasoning != null && !reasoning.isEmpty()) {
            parts.add(new Part.Thinking(reasoning, null));
        }
        String refusal = message.text("refusal");
        List<Fields> calls = message.objects("tool_calls");
        Fields legacyCall = message.object("function_call");
        boolean empty = message.get("content") == null && reasoning == null;
        if (message.get("content") != null) {
            parts.addAll(content(message));
        } else if (empty && refusal == null && calls.isEmpty() && legacyCall == null && message.get("audio") == null) {
            throw Fields.wrong(message.param("content"), "is missing: give a string, or 'tool_calls'");
        }
        if (refusal != null) {
            parts.add(new Part.Text(refusal));
        }
        calls.forEach(call -> parts.add(toolCall(call)));
        if (legacyCall != null) {
            legacyCalls++;
            parts.add(call(legacyId(), legacyCall));
        }
        return parts;
    }

    /** The older function calls have no ids, so each gets the number of its turn. */
    private String legacyId() {
        return "call_function_" + legacyCalls;
    }

    private Part toolCall(Fields call) {
        String type = call.text("type");
        if (CUSTOM_CALL.equals(type)) {
            return new Part.Other(Dialect.OPENAI, CUSTOM_CALL, JsonCodec.json(call.node()));
        }
        return call(call.name("id"), call.needed("function"));
    }

    private Part call(String id, Fields function) {
        String name = function.name("name");
        String arguments = function.text("arguments");
        toolNames.put(id, name);
        return new Part.ToolCall(
                id, name, arguments == null || arguments.isBlank() ? Json.EMPTY_OBJECT : new Json(arguments), null);
    }

    private static List<Part> content(Fields message) {
        JsonNode content = message.get("content");
        if (content == null) {
            throw Fields.wrong(message.param("content"), "is missing: give a string or an array of parts");
        }
        if (content.isTextual()) {
            return List.of(new Part.Text(content.textValue()));
        }
        if (!content.isArray()) {
            throw Fields.wrong(message.param("content"), "must be a string or an array of parts");
        }
        if (content.isEmpty()) {
            throw Fields.wrong(message.param("content"), "is empty: give at least one part");
        }
        return message.objects("content").stream().map(PartReader::read).toList();
    }
}
