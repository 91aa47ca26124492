package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Call;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's request. What the gateway acts on is checked; fields that it does not know are kept as they are.
 * Tools that run at Anthropic (their {@code type} is not {@code custom}) and unknown fields of {@code output_config}
 * are kept under these names too.
 */
final class RequestReader {
    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "messages",
            "max_tokens",
            "system",
            "tools",
            "tool_choice",
            "stop_sequences",
            "temperature",
            "top_p",
            "top_k",
            "stream",
            "thinking",
            "output_config",
            "output_format");
    private static final int LEAST_THINKING_TOKENS = 1024;

    private RequestReader() {}

    static Request.Chat read(Call call, byte[] body) {
        Fields fields = Fields.of(JsonCodec.object(body));
        return read(call, body, fields, maxTokens(fields));
    }

    /** Reads a request of which only the tokens are wanted: it needs no bound of an answer. */
    static Request.Chat readCounted(Call call, byte[] body) {
        return read(call, body, Fields.of(JsonCodec.object(body)), Integer.MAX_VALUE);
    }

    private static Request.Chat read(Call call, byte[] body, Fields fields, int maxTokens) {
        String model = fields.name("model");
        Fields choice = fields.object("tool_choice");
        return new Request.Chat(
                call,
                model,
                messages(fields),
                tools(fields),
                choice == null ? null : toolChoice(choice),
                choice == null ? null : parallel(choice),
                sampling(fields, maxTokens),
                fields.texts("stop_sequences"),
                format(fields),
                reasoning(fields, maxTokens),
                Boolean.TRUE.equals(fields.flag("stream")),
                true,
                rest(fields),
                new Original(Dialect.ANTHROPIC, JsonCodec.text(body)));
    }

    private static int maxTokens(Fields fields) {
        Integer maxTokens = fields.integer("max_tokens", 0);
        if (maxTokens == null) {
            throw fields.wrong("max_tokens", "is missing: set the most tokens that the answer may have");
        }
        return maxTokens;
    }

    private static List<Message> messages(Fields fields) {
        List<Message> messages = new ArrayList<>();
        if (fields.find("system") != null) {
            messages.add(new Message(Role.SYSTEM, ContentReader.parts(fields, "system")));
        }
        List<Fields> turns = fields.objects("messages");
        if (turns.isEmpty()) {
            throw fields.wrong(
                    "messages",
                    fields.find("messages") == null
                            ? "is missing: it must be an array of messages"
                            : "must have at least one message");
        }
        for (Fields turn : turns) {
            Role role = switch (turn.text("role")) {
                case "user" -> Role.USER;
                case "assistant" -> Role.ASSISTANT;
                case "system" -> Role.SYSTEM;
                default -> throw turn.wrong("role", "must be user, assistant or system");
            };
            if (turn.find("content") == null) {
                throw turn.wrong("content", "is missing: it must be a string or an array of content blocks");
            }
            messages.add(new Message(role, ContentReader.parts(turn, "content")));
        }
        return messages;
    }

    private static List<Tool> tools(Fields fields) {
        List<Tool> tools = new ArrayList<>();
        for (Fields tool : fields.objects("tools")) {
            if (!atAnthropic(tool)) {
                Fields cache = tool.object("cache_control");
                tools.add(new Tool(
                        tool.name("name"),
                        tool.optionalText("description"),
                        JsonCodec.json(tool.requiredObject("input_schema").json()),
                        tool.flag("strict"),
                        cache == null ? null : new Part.CachePoint(cache.optionalText("ttl"))));
            }
        }
        return tools;
    }

    private static boolean atAnthropic(Fields tool) {
        String type = tool.optionalText("type");
        return type != null && !type.equals("custom");
    }

    private static ToolChoice toolChoice(Fields choice) {
        return switch (choice.text("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Any();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(choice.name("name"));
            default -> throw choice.wrong("type", "must be auto, any, tool or none");
        };
    }

    private static @Nullable Boolean parallel(Fields choice) {
        Boolean disabled = choice.flag("disable_parallel_tool_use");
        return disabled == null ? null : !disabled;
    }

    private static Sampling sampling(Fields fields, int maxTokens) {
        Integer topK = fields.integer("top_k", 0);
        return new Sampling(
                maxTokens,
                fields.fraction("temperature"),
                fields.fraction("top_p"),
                // 0 switches it off
                topK == null || topK == 0 ? null : topK,
                null,
                null,
                null);
    }

    private static @Nullable Format format(Fields fields) {
        Fields config = fields.object("output_config");
        Fields format = config == null ? null : config.object("format");
        if (format == null) {
            // the name that the field had as a beta
            format = fields.object("output_format");
        }
        if (format == null) {
            return null;
        }
        if (!format.text("type").equals("json_schema")) {
            throw format.wrong("type", "must be json_schema");
        }
        Json schema = JsonCodec.json(format.requiredObject("schema").json());
        return new Format.JsonSchema("response", null, schema, null);
    }

    private static @Nullable Reasoning reasoning(Fields fields, int maxTokens) {
        Fields config = fields.object("output_config");
        String effort = config == null ? null : config.optionalText("effort");
        Fields thinking = fields.object("thinking");
        if (thinking == null) {
            return effort == null ? null : new Reasoning(true, effort, null, false);
        }
        boolean visible = !"omitted".equals(thinking.optionalText("display"));
        return switch (thinking.text("type")) {
            case "enabled" -> new Reasoning(true, effort, budget(thinking, maxTokens), visible);
            case "adaptive" -> new Reasoning(true, effort, null, visible);
            case "disabled" -> new Reasoning(false, effort, null, false);
            default -> throw thinking.wrong("type", "must be enabled, adaptive or disabled");
        };
    }

    private static int budget(Fields thinking, int maxTokens) {
        Integer budget = thinking.integer("budget_tokens", LEAST_THINKING_TOKENS);
        if (budget == null) {
            throw thinking.wrong("budget_tokens", "is missing: set it to at least " + LEAST_THINKING_TOKENS);
        }
        if (budget >= maxTokens) {
            throw thinking.wrong("budget_tokens", "must be less than max_tokens: lower it, or raise max_tokens");
        }
        return budget;
    }

    private static Map<String, Json> rest(Fields fields) {
        Map<String, Json> rest = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.json().properties()) {
            if (!UNDERSTOOD.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        }
        ArrayNode elsewhere = JsonNodeFactory.instance.arrayNode();
        for (Fields tool : fields.objects("tools")) {
            if (atAnthropic(tool)) {
                elsewhere.add(tool.json());
            }
        }
        if (!elsewhere.isEmpty()) {
            rest.put("tools", JsonCodec.json(elsewhere));
        }
        Fields config = fields.object("output_config");
        if (config != null) {
            ObjectNode unknown = config.json().deepCopy();
            unknown.remove(List.of("effort", "format"));
            if (!unknown.isEmpty()) {
                rest.put("output_config", JsonCodec.json(unknown));
            }
        }
        UnknownFields.find(fields.json(), rest);
        return rest;
    }
}
