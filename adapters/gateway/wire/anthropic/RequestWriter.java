package gateway.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec.Encoded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request anew: one of another dialect, or one of this dialect whose content a stage has changed. The latter
 * keeps every parameter as the client set it.
 */
final class RequestWriter {
    /** What another dialect's field says by default, so that nothing is lost with it. */
    private static final Map<String, String> SAYS_NOTHING =
            Map.of("n", "1", "logprobs", "false", "store", "false", "service_tier", "\"auto\"");

    private final Request.Chat chat;
    private final boolean own;
    private final Losses losses;
    private final ObjectNode json = JsonCodec.object();

    private RequestWriter(Request.Chat chat) {
        this.chat = chat;
        own = chat.call().dialect() == Dialect.ANTHROPIC;
        losses = new Losses(chat.call().dialect());
    }

    static Encoded write(Request.Chat chat, Deployment deployment) {
        return new RequestWriter(chat).write(deployment);
    }

    private Encoded write(Deployment deployment) {
        json.put("model", deployment.upstreamName());
        Integer bound = chat.sampling().maxOutputTokens();
        if (own && bound != null) {
            json.put("max_tokens", bound);
            ownThinking(chat.reasoning());
            ownSampling(chat.sampling());
        } else {
            Thinking thinking = Thinking.plan(chat, deployment, losses);
            json.put("max_tokens", thinking.maxTokens());
            if (thinking.budgetTokens() > 0) {
                json.putObject("thinking").put("type", "enabled").put("budget_tokens", thinking.budgetTokens());
            }
            sampling(chat.sampling(), thinking.budgetTokens() > 0);
        }
        ConversationWriter.write(chat.messages(), losses, json);
        tools();
        toolChoice(chat.toolChoice());
        stop();
        format(chat.format());
        if (chat.stream()) {
            json.put("stream", true);
        }
        rest();
        return new Encoded(json.toString(), losses.names());
    }

    private void ownThinking(@Nullable Reasoning reasoning) {
        if (reasoning == null) {
            return;
        }
        if (reasoning.effort() != null) {
            json.withObjectProperty("output_config").put("effort", reasoning.effort());
        }
        Integer budget = reasoning.budgetTokens();
        if (!reasoning.enabled()) {
            json.putObject("thinking").put("type", "disabled");
        } else if (budget != null || reasoning.visible()) {
            ObjectNode thinking = json.putObject("thinking").put("type", budget == null ? "adaptive" : "enabled");
            if (budget != null) {
                thinking.put("budget_tokens", budget);
            }
            if (!reasoning.visible()) {
                thinking.put("display", "omitted");
            }
        }
    }

    private void ownSampling(Sampling sampling) {
        put("temperature", sampling.temperature());
        put("top_p", sampling.topP());
        if (sampling.topK() != null) {
            json.put("top_k", sampling.topK());
        }
    }

    /** Thinking goes with no temperature but 1, no top_k, and a top_p of 0.95 at least. */
    private void sampling(Sampling sampling, boolean thinking) {
        Double temperature = sampling.temperature();
        if (temperature != null && (temperature > 1 || (thinking && temperature < 1))) {
            losses.add("temperature");
            temperature = 1.0;
        }
        put("temperature", temperature);
        Double topP = sampling.topP();
        if (topP != null && topP < 1) {
            // newer models refuse the two together
            if (temperature != null || (thinking && topP < 0.95)) {
                losses.add("top_p");
            } else {
                put("top_p", topP);
            }
        }
        if (sampling.topK() != null && thinking) {
            losses.add("top_k");
        } else if (sampling.topK() != null) {
            json.put("top_k", sampling.topK());
        }
        if (sampling.seed() != null) {
            losses.add("seed");
        }
        loseUnlessZero("presence_penalty", sampling.presencePenalty());
        loseUnlessZero("frequency_penalty", sampling.frequencyPenalty());
    }

    private void tools() {
        if (chat.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = json.putArray("tools");
        for (Tool tool : chat.tools()) {
            ObjectNode node = tools.addObject().put("name", tool.name());
            if (tool.description() != null) {
                node.put("description", tool.description());
            }
            ObjectNode schema = Trees.object(tool.schema());
            if (!schema.has("type")) {
                // OpenAI's tools without parameters have none
                schema.put("type", "object");
            }
            node.set("input_schema", schema);
            if (Boolean.TRUE.equals(tool.strict())) {
                node.put("strict", true);
            }
            if (tool.cache() != null) {
                node.set("cache_control", BlockWriter.cacheControl(tool.cache()));
            }
        }
    }

    private void toolChoice(@Nullable ToolChoice choice) {
        Boolean parallel = chat.parallelToolCalls();
        boolean elsewhere = own && chat.rest().containsKey("tools");
        if ((choice == null && parallel == null) || (chat.tools().isEmpty() && !elsewhere)) {
            return;
        }
        ObjectNode node = json.putObject("tool_choice");
        switch (choice == null ? new ToolChoice.Auto() : choice) {
            case ToolChoice.Auto auto -> node.put("type", "auto");
            case ToolChoice.None none -> node.put("type", "none");
            case ToolChoice.Any any -> node.put("type", "any");
            case ToolChoice.Named named -> node.put("type", "tool").put("name", named.tool());
        }
        if (Boolean.FALSE.equals(parallel) && !(choice instanceof ToolChoice.None)) {
            node.put("disable_parallel_tool_use", true);
        }
    }

    private void stop() {
        // a sequence of white space alone is refused
        List<String> stop =
                chat.stop().stream().filter(text -> own || !text.isBlank()).toList();
        if (stop.size() < chat.stop().size()) {
            losses.add("stop");
        }
        if (!stop.isEmpty()) {
            ArrayNode sequences = json.putArray("stop_sequences");
            stop.forEach(sequences::add);
        }
    }

    private void format(@Nullable Format format) {
        switch (format) {
            case null -> {}
            case Format.JsonObject object -> losses.add("response_format");
            case Format.JsonSchema schema ->
                json.withObjectProperty("output_config")
                        .putObject("format")
                        .put("type", "json_schema")
                        .set("schema", Trees.tree(schema.schema()));
        }
    }

    private void rest() {
        // sorted, so that the same request is always the same text, which providers' caches go by
        new TreeMap<>(chat.rest()).forEach(own ? this::ownField : this::foreignField);
    }

    private void ownField(String name, Json value) {
        if (UnknownFields.isNested(name)) {
            losses.add(name);
            return;
        }
        JsonNode kept = Trees.tree(value);
        if (name.equals("tools") && kept instanceof ArrayNode more) {
            json.withArrayProperty("tools").addAll(more);
        } else if (name.equals("output_config") && kept instanceof ObjectNode more) {
            json.withObjectProperty("output_config").setAll(more);
        } else {
            json.putRawValue(name, new RawValue(value.text()));
        }
    }

    private void foreignField(String name, Json value) {
        JsonNode user = name.equals("user") ? Trees.tree(value) : null;
        if (user != null && user.isTextual()) {
            json.putObject("metadata").put("user_id", user.textValue());
        } else if (!value.text().equals(SAYS_NOTHING.get(name))) {
            losses.add(name);
        }
    }

    private void put(String name, @Nullable Double value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private void loseUnlessZero(String name, @Nullable Double value) {
        if (value != null && value != 0) {
            losses.add(name);
        }
    }
}
