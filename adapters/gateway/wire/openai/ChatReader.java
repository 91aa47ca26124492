package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Call;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Original;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a client's request: strictly where we act on it; what we do not know is kept. Used for one request. */
final class ChatReader {
    private static final Set<String> HELD = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "response_format",
            "reasoning_effort",
            "stream",
            "stream_options");
    private static final int MAX_CHOICES = 128;

    private final Call call;
    private final String text;
    private final Fields fields;
    private final Map<String, Json> rest = new HashMap<>();

    ChatReader(Call call, byte[] body) {
        this.call = call;
        text = JsonCodec.text(body);
        fields = new Fields(JsonCodec.object(body), "");
    }

    Request.Chat read() {
        String model = fields.name("model");
        if (fields.list("messages").isEmpty()) {
            throw Fields.wrong("messages", "is missing or empty: give at least one message");
        }
        fields.integer("n", 1, MAX_CHOICES);
        keepUnknownFields();
        MessageReader messages = new MessageReader(rest);
        fields.objects("messages").forEach(messages::read);
        ToolReader tools = new ToolReader(fields, rest);
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        return new Request.Chat(
                call,
                model,
                messages.all(),
                tools.tools(),
                tools.choice(),
                fields.flag("parallel_tool_calls"),
                sampling(),
                stop(),
                format(),
                reasoning(),
                stream,
                streamUsage() && stream,
                rest,
                new Original(Dialect.OPENAI, text));
    }

    private void keepUnknownFields() {
        for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
            if (!HELD.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        }
    }

    private Sampling sampling() {
        Integer maxTokens = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        Integer maxCompletionTokens = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        return new Sampling(
                larger(maxTokens, maxCompletionTokens),
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                null,
                fields.wholeNumber("seed"),
                fields.number("presence_penalty", -2, 2),
                fields.number("frequency_penalty", -2, 2));
    }

    /** Both go on as they came, and no one tells which of them a provider obeys. */
    private static @Nullable Integer larger(@Nullable Integer one, @Nullable Integer other) {
        return one == null ? other : other == null ? one : Integer.valueOf(Math.max(one, other));
    }

    private List<String> stop() {
        JsonNode stop = fields.get("stop");
        if (stop == null) {
            return List.of();
        }
        if (stop.isTextual()) {
            return List.of(stop.textValue());
        }
        if (!stop.isArray()) {
            throw Fields.wrong("stop", "must be a string or an array of strings");
        }
        List<String> texts = new ArrayList<>(stop.size());
        for (JsonNode element : stop) {
            if (!element.isTextual()) {
                throw Fields.wrong("stop[" + texts.size() + "]", "must be a string");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    private @Nullable Format format() {
        Fields format = fields.object("response_format");
        if (format == null) {
            return null;
        }
        return switch (format.name("type")) {
            case "text" -> null;
            case "json_object" -> new Format.JsonObject();
            case "json_schema" -> schema(format.needed("json_schema"));
            default -> {
                // grammars and the like, known to some servers only
                rest.put("response_format", JsonCodec.json(format.node()));
                yield null;
            }
        };
    }

    private static Format schema(Fields schema) {
        String name = schema.text("name");
        Fields body = schema.object("schema");
        return new Format.JsonSchema(
                name == null ? "response" : name,
                schema.text("description"),
                body == null ? Json.EMPTY_OBJECT : JsonCodec.json(body.node()),
                schema.flag("strict"));
    }

    private @Nullable Reasoning reasoning() {
        if (fields.get("reasoning_effort") == null) {
            return null;
        }
        String effort = fields.name("reasoning_effort");
        return new Reasoning(!"none".equals(effort), effort, null, false);
    }

    private boolean streamUsage() {
        Fields options = fields.object("stream_options");
        if (options == null) {
            return false;
        }
        if (options.hasMoreThan("include_usage")) {
            rest.put("stream_options", JsonCodec.json(options.node()));
        }
        return Boolean.TRUE.equals(options.flag("include_usage"));
    }
}
