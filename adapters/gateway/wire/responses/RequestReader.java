package gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Call;
import gateway.model.Echo;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Reasoning;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import gateway.wire.openai.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's request: strictly where we act on it. What chat completions have too is kept under its name there;
 * what no provider is asked for is kept under a name that none of them takes, so that it is told as lost.
 */
final class RequestReader {
    /** Fields that chat completions have under the same name and with the same meaning. */
    private static final Set<String> PASSED = Set.of(
            "user",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention",
            "prompt_cache_options",
            "service_tier");

    /**
     * What is read here, or given back with the answer, or says nothing: truncation, background and n have one value.
     */
    private static final Set<String> HELD = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "max_output_tokens",
            "temperature",
            "top_p",
            "text",
            "reasoning",
            "stream",
            "stream_options",
            "metadata",
            "store",
            "include",
            "truncation",
            "background",
            "previous_response_id",
            "top_logprobs");

    private static final String LOGPROBS = "message.output_text.logprobs";
    private static final int MOST_LOGPROBS = 20;

    private static final Map<String, String> REFUSED = Map.of(
            "conversation",
            "is not kept here: send the whole conversation as 'input', or a 'previous_response_id' where the gateway"
                    + " keeps responses",
            "prompt",
            "is kept at OpenAI, where the gateway cannot read it: send its text as 'instructions' and 'input'");

    private final Call call;
    private final int bytes;
    private final Fields fields;
    private final Map<String, Json> rest = new HashMap<>();

    RequestReader(Call call, ObjectNode body, int bytes) {
        this.call = call;
        this.bytes = bytes;
        fields = new Fields(body, "");
    }

    /**
     * Reads it.
     *
     * @param id of the answer
     * @param earlier items before those of the request, where answers are kept; null where they are not
     */
    Request.Chat read(String id, @Nullable ArrayNode earlier) {
        String model = fields.name("model");
        refuse(earlier != null);
        keepOthers();
        ToolReader tools = new ToolReader(fields, rest);
        ItemReader items = new ItemReader(rest, tools);
        items.instructions(fields.text("instructions"));
        ArrayNode conversation = conversation(earlier);
        int position = earlier == null ? 0 : -earlier.size();
        for (JsonNode item : conversation) {
            items.read(Fields.of(item, position < 0 ? "previous_response_id" : "input[" + position + "]"));
            position++;
        }
        boolean stored = earlier != null && !Boolean.FALSE.equals(fields.flag("store"));
        boolean stream = Boolean.TRUE.equals(fields.flag("stream"));
        Echo echo = new Echo(
                id,
                JsonCodec.json(Echoes.of(fields, tools.offered(), stored)),
                bytes,
                stored ? JsonCodec.json(conversation) : null);
        return new Request.Chat(
                call.with(echo),
                model,
                items.all(),
                tools.tools(),
                tools.choice(),
                fields.flag("parallel_tool_calls"),
                sampling(),
                List.of(),
                format(),
                reasoning(),
                stream,
                true,
                rest,
                null);
    }

    /** The items of an {@code input}; null where it is neither a text nor an array. */
    static ArrayNode items(@Nullable JsonNode input) {
        if (input != null && input.isTextual() && !input.textValue().isEmpty()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            items.addObject().put("type", "message").put("role", "user").set("content", input);
            return items;
        }
        if (input instanceof ArrayNode items && !items.isEmpty()) {
            return items;
        }
        throw Fields.wrong("input", "is missing or empty: give a string, or an array of items");
    }

    private ArrayNode conversation(@Nullable ArrayNode earlier) {
        ArrayNode own = items(fields.get("input"));
        return earlier == null || earlier.isEmpty() ? own : earlier.deepCopy().addAll(own);
    }

    private void refuse(boolean keeps) {
        REFUSED.forEach((name, why) -> {
            if (fields.get(name) != null) {
                throw unsupported(name, why);
            }
        });
        if (Boolean.TRUE.equals(fields.flag("background"))) {
            throw unsupported("background", "is not there: leave it out, or send the request as a job (POST /v1/jobs)");
        }
        if (!keeps && fields.text("previous_response_id") != null) {
            throw unsupported(
                    "previous_response_id",
                    "cannot be found, as this gateway keeps no responses: send the whole conversation as 'input', or"
                            + " have whoever runs the gateway set 'gateway.responses.store'");
        }
    }

    static RefusedException unsupported(String param, String why) {
        return new RefusedException(new Refusal.UnsupportedFeature("'" + param + "' " + why, param));
    }

    private void keepOthers() {
        for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
            String name = field.getKey();
            if (!HELD.contains(name) && !field.getValue().isNull()) {
                rest.put(PASSED.contains(name) ? name : LostFields.RESPONSES + name, JsonCodec.json(field.getValue()));
            }
        }
        if (!"disabled".equals(truncation())) {
            lose("truncation");
        }
        boolean logprobs = false;
        for (JsonNode wanted : fields.list("include")) {
            if (LOGPROBS.equals(wanted.asText())) {
                logprobs = true;
                rest.put("logprobs", new Json("true"));
            } else if (!Echoes.ENCRYPTED.equals(wanted.asText())) {
                lose("include");
            }
        }
        Integer top = fields.integer("top_logprobs", 0, MOST_LOGPROBS);
        if (top != null && logprobs) {
            rest.put("top_logprobs", new Json(top.toString()));
        } else if (top != null) {
            lose("top_logprobs");
        }
        Fields options = fields.object("stream_options");
        if (options != null && (options.hasMoreThan("include_obfuscation") || isTrue(options, "include_obfuscation"))) {
            lose("stream_options");
        }
        // given back with the answer, so only looked at
        fields.object("metadata");
    }

    private String truncation() {
        String truncation = fields.text("truncation");
        if (truncation == null) {
            return "disabled";
        }
        if (!Set.of("auto", "disabled").contains(truncation)) {
            throw Fields.wrong("truncation", "must be \"auto\" or \"disabled\"");
        }
        return truncation;
    }

    private static boolean isTrue(Fields fields, String name) {
        return Boolean.TRUE.equals(fields.flag(name));
    }

    private void lose(String name) {
        rest.put(LostFields.RESPONSES + name, Json.EMPTY_OBJECT);
    }

    private Sampling sampling() {
        return new Sampling(
                fields.integer("max_output_tokens", 1, Integer.MAX_VALUE),
                fields.number("temperature", 0, 2),
                fields.number("top_p", 0, 1),
                null,
                null,
                null,
                null);
    }

    private @Nullable Format format() {
        Fields text = fields.object("text");
        if (text == null) {
            return null;
        }
        String verbosity = text.text("verbosity");
        if (verbosity != null) {
            rest.put("verbosity", JsonCodec.json(text.node().get("verbosity")));
        }
        Fields format = text.object("format");
        if (format == null) {
            return null;
        }
        return switch (format.name("type")) {
            case "text" -> null;
            case "json_object" -> new Format.JsonObject();
            case "json_schema" ->
                new Format.JsonSchema(
                        format.name("name"),
                        format.text("description"),
                        JsonCodec.json(format.needed("schema").node()),
                        format.flag("strict"));
            default -> throw Fields.wrong("text.format.type", "must be one of text, json_object, json_schema");
        };
    }

    private @Nullable Reasoning reasoning() {
        Fields reasoning = fields.object("reasoning");
        if (reasoning == null) {
            return null;
        }
        String effort = reasoning.text("effort");
        String summary = reasoning.text("summary");
        if (summary == null) {
            summary = reasoning.text("generate_summary");
        }
        for (String other : List.of("context", "mode")) {
            if (reasoning.get(other) != null) {
                lose("reasoning." + other);
            }
        }
        return effort == null && summary == null
                ? null
                : new Reasoning(!"none".equals(effort), effort, null, summary != null);
    }
}
