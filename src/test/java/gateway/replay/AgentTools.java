package gateway.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.wire.JsonCodec;
import java.util.List;

/** The tools that a coding agent offers, with schemas as large and as odd as theirs are. */
final class AgentTools {
    /** In the order in which they are offered. */
    static final List<String> NAMES = List.of(
            "Read",
            "Write",
            "Edit",
            "MultiEdit",
            "Bash",
            "Glob",
            "Grep",
            "LS",
            "Task",
            "TodoWrite",
            "WebFetch",
            "NotebookEdit",
            "ExitPlanMode",
            "mcp__tracker__list_issues",
            "mcp__tracker__create_issue",
            "mcp__build-server__start_build",
            "mcp__design_system__get_component");

    private AgentTools() {}

    /** The field {@code tools}; one runs at the provider, and the last of the client's own ends a cached beginning. */
    static ArrayNode offered() {
        ArrayNode tools = JsonCodec.MAPPER.createArrayNode();
        for (String name : NAMES) {
            ObjectNode tool = tools.addObject().put("name", name);
            tool.put("description", description(name));
            tool.set("input_schema", schema(name));
            if (name.equals("Read")) {
                // fields that only Anthropic knows
                tool.put("eager_input_streaming", true);
            }
        }
        ((ObjectNode) tools.get(tools.size() - 1)).putObject("cache_control").put("type", "ephemeral");
        tools.addObject()
                .put("type", "web_search_20250305")
                .put("name", "web_search")
                .put("max_uses", 8);
        return tools;
    }

    private static String description(String name) {
        StringBuilder text = new StringBuilder("Does what its name says: " + name + ".\n\nUsage:\n");
        for (int i = 0; i < 12; i++) {
            text.append("- Point ")
                    .append(i)
                    .append(" of the guide of ")
                    .append(name)
                    .append(": give absolute paths, \u201cquote\u201d what has spaces \u2014 and nothing else.\n");
        }
        return text.toString();
    }

    private static ObjectNode schema(String name) {
        ObjectNode schema = JsonCodec.object()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("path").put("type", "string").put("description", "Where " + name + " works");
        properties
                .putObject("limit")
                .put("type", "integer")
                .put("minimum", 0)
                .put("exclusiveMaximum", 9007199254740993L);
        properties.putObject("ratio").put("type", "number").put("default", 0.25);
        properties
                .putObject("mode")
                .put("type", "string")
                .putArray("enum")
                .add("plain")
                .add("diff")
                .add("\u00fcber");
        ObjectNode edits = properties.putObject("edits").put("type", "array").put("minItems", 1);
        ObjectNode edit = edits.putObject("items").put("type", "object").put("additionalProperties", false);
        edit.putObject("properties").putObject("old").put("type", "string");
        edit.withObjectProperty("properties")
                .putObject("new")
                .putArray("anyOf")
                .add(JsonCodec.object().put("type", "string"))
                .add(JsonCodec.object().put("type", "null"));
        edit.putArray("required").add("old");
        schema.putArray("required").add("path");
        return schema.put("additionalProperties", false);
    }
}
