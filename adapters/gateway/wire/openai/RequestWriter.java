package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec.Encoded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a request that came in another dialect, or that was changed. Used for one request. */
final class RequestWriter {
    private static final int MAX_STOPS = 4;
    private static final int LOW_TOKENS = 4_096;
    private static final int MEDIUM_TOKENS = 16_384;

    /** Mistral's own fields, by its schema, and those of OpenAI's that it takes. */
    private static final Set<String> TAKEN_BY_MISTRAL = Set.of(
            "metadata",
            "n",
            "prediction",
            "prompt_mode",
            "guardrails",
            "prompt_cache_key",
            "service_tier",
            "safe_prompt",
            "random_seed");

    private static final Set<String> MISTRAL_TIERS = Set.of("null", "\"auto\"", "\"standard_only\"");

    private final Request.Chat chat;
    private final Deployment deployment;
    private final Flavour flavour;
    private final ObjectNode body = JsonCodec.object();
    private final Set<String> lost = new TreeSet<>();

    RequestWriter(Request.Chat chat, Deployment deployment, Flavour flavour) {
        this.chat = chat;
        this.deployment = deployment;
        this.flavour = flavour;
    }

    Encoded write() {
        body.put("model", deployment.upstreamName());
        MessageWriter messages = new MessageWriter(body.putArray("messages"), flavour, lost);
        for (Message message : chat.messages()) {
            messages.write(message);
        }
        rest();
        tools();
        sampling();
        stop();
        format();
        reasoning();
        stream();
        return new Encoded(body.toString(), List.copyOf(lost));
    }

    private void rest() {
        for (Map.Entry<String, Json> field : new TreeMap<>(chat.rest()).entrySet()) {
            String name = field.getKey();
            if (!carries(name) || !takesTier(name, field.getValue())) {
                lost.add(name);
            } else if (!name.equals("stream_options") && !name.equals("tools")) {
                body.putRawValue(name, raw(field.getValue()));
            }
        }
    }

    /** Mistral has tiers of its own, and refuses OpenAI's. */
    private boolean takesTier(String name, Json value) {
        return flavour != Flavour.MISTRAL
                || !name.equals("service_tier")
                || MISTRAL_TIERS.contains(value.text().strip());
    }

    /** Whether a field that is not part of the model can be sent as it came; not if it is one of a message. */
    private boolean carries(String name) {
        return chat.call().dialect() == Dialect.OPENAI
                && name.indexOf('.') < 0
                && (flavour != Flavour.MISTRAL || TAKEN_BY_MISTRAL.contains(name));
    }

    private void tools() {
        ArrayNode tools = body.arrayNode();
        for (Tool tool : chat.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (tool.description() != null) {
                function.put("description", tool.description());
            }
            function.putRawValue("parameters", raw(tool.schema()));
            if (tool.strict() != null) {
                function.put("strict", tool.strict());
            }
            if (tool.cache() != null) {
                lost.add("cache_control");
            }
        }
        Json others = chat.rest().get("tools");
        if (others != null && carries("tools")) {
            for (JsonNode other : JsonTree.of(others)) {
                tools.add(other);
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        ToolChoice choice = chat.toolChoice();
        if (choice != null) {
            choice(choice);
        }
        if (chat.parallelToolCalls() != null) {
            body.put("parallel_tool_calls", chat.parallelToolCalls());
        }
    }

    private void choice(ToolChoice choice) {
        switch (choice) {
            case ToolChoice.Auto ignored -> body.put("tool_choice", "auto");
            case ToolChoice.None ignored -> body.put("tool_choice", "none");
            case ToolChoice.Any ignored -> body.put("tool_choice", "required");
            case ToolChoice.Named named ->
                body.putObject("tool_choice")
                        .put("type", "function")
                        .putObject("function")
                        .put("name", named.tool());
        }
    }

    private void sampling() {
        Sampling sampling = chat.sampling();
        if (sampling.maxOutputTokens() != null) {
            body.put(flavour.maxTokens(), sampling.maxOutputTokens());
        }
        put("temperature", sampling.temperature());
        put("top_p", sampling.topP());
        if (sampling.topK() != null) {
            lost.add("top_k");
        }
        if (sampling.seed() != null) {
            body.put(flavour.seed(), sampling.seed());
        }
        put("presence_penalty", sampling.presencePenalty());
        put("frequency_penalty", sampling.frequencyPenalty());
    }

    private void put(String name, @Nullable Double value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private void stop() {
        List<String> stop = chat.stop();
        if (stop.isEmpty()) {
            return;
        }
        if (stop.size() > MAX_STOPS) {
            lost.add(chat.call().dialect() == Dialect.OPENAI ? "stop" : "stop_sequences");
        }
        ArrayNode texts = body.putArray("stop");
        stop.stream().limit(MAX_STOPS).forEach(texts::add);
    }

    private void format() {
        switch (chat.format()) {
            case null -> {}
            case Format.JsonObject ignored -> body.putObject("response_format").put("type", "json_object");
            case Format.JsonSchema format -> {
                ObjectNode schema = body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema");
                schema.put("name", format.name());
                if (format.description() != null) {
                    schema.put("description", format.description());
                }
                schema.putRawValue("schema", raw(format.schema()));
                if (format.strict() != null) {
                    schema.put("strict", format.strict());
                }
            }
        }
    }

    private void reasoning() {
        Reasoning reasoning = chat.reasoning();
        if (reasoning == null) {
            return;
        }
        if (reasoning.effort() != null) {
            body.put("reasoning_effort", reasoning.effort());
        } else if (reasoning.enabled() && reasoning.budgetTokens() != null) {
            body.put("reasoning_effort", effort(reasoning.budgetTokens()));
        } else if (!reasoning.enabled() && flavour == Flavour.OPENAI) {
            // the word for it depends on the model, and the others do not think unless they are asked to
            lost.add("thinking");
        }
    }

    private static String effort(int budgetTokens) {
        if (budgetTokens <= LOW_TOKENS) {
            return "low";
        }
        return budgetTokens <= MEDIUM_TOKENS ? "medium" : "high";
    }

    private void stream() {
        if (!chat.stream()) {
            return;
        }
        body.put("stream", true);
        if (flavour != Flavour.MISTRAL) {
            Json asked = carries("stream_options") ? chat.rest().get("stream_options") : null;
            body.putRawValue("stream_options", raw(new Json(OpenAiProviderCodec.streamOptions(asked))));
        }
    }

    private static RawValue raw(Json json) {
        return new RawValue(json.text());
    }
}
