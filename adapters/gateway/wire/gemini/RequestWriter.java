package gateway.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Format;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import gateway.wire.ProviderCodec.Encoded;
import java.util.List;

/** Writes one request. Used once, by one thread. */
final class RequestWriter {
    /** Gemini's limit of stop sequences. */
    private static final int MAX_STOP = 5;

    private final Request.Chat chat;
    private final Target target;
    private final LostFields lost;

    RequestWriter(Request.Chat chat, Target target) {
        this.chat = chat;
        this.target = target;
        this.lost = new LostFields(chat.call().dialect());
    }

    Encoded write() {
        ObjectNode body = new ContentWriter(target, lost).write(chat.messages());
        if (!chat.tools().isEmpty()) {
            tools(body);
        }
        ObjectNode config = JsonCodec.object();
        sampling(config, chat.sampling());
        stop(config);
        format(config);
        if (chat.reasoning() != null) {
            thinking(config, chat.reasoning());
        }
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        if (Boolean.FALSE.equals(chat.parallelToolCalls())) {
            lost.add("parallel_tool_calls", "disable_parallel_tool_use");
        }
        lost.addAll(chat.rest());
        return new Encoded(body.toString(), lost.names());
    }

    private void tools(ObjectNode body) {
        ArrayNode declarations = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (Tool tool : chat.tools()) {
            ObjectNode declaration = declarations.addObject().put("name", tool.name());
            String description = tool.description();
            // it must be there, by the Gemini API's document
            declaration.put("description", description == null || description.isBlank() ? tool.name() : description);
            declaration.putRawValue(
                    "parametersJsonSchema", new RawValue(tool.schema().text()));
            if (Boolean.TRUE.equals(tool.strict())) {
                lost.add("strict");
            }
            if (tool.cache() != null) {
                lost.add("cache_control");
            }
        }
        if (chat.toolChoice() == null) {
            return;
        }
        ObjectNode config = body.putObject("toolConfig").putObject("functionCallingConfig");
        switch (chat.toolChoice()) {
            case ToolChoice.Auto() -> config.put("mode", "AUTO");
            case ToolChoice.None() -> config.put("mode", "NONE");
            case ToolChoice.Any() -> config.put("mode", "ANY");
            case ToolChoice.Named(String tool) ->
                config.put("mode", "ANY").putArray("allowedFunctionNames").add(tool);
        }
    }

    private void sampling(ObjectNode config, Sampling sampling) {
        if (sampling.maxOutputTokens() != null) {
            config.put("maxOutputTokens", sampling.maxOutputTokens());
        }
        if (sampling.temperature() != null) {
            config.put("temperature", sampling.temperature());
        }
        if (sampling.topP() != null) {
            config.put("topP", sampling.topP());
        }
        if (sampling.topK() != null) {
            config.put("topK", sampling.topK());
        }
        if (sampling.seed() != null) {
            seed(config, sampling.seed());
        }
        if (sampling.presencePenalty() != null) {
            config.put("presencePenalty", sampling.presencePenalty());
        }
        if (sampling.frequencyPenalty() != null) {
            config.put("frequencyPenalty", sampling.frequencyPenalty());
        }
    }

    /** Gemini's seed has 32 bits. */
    private void seed(ObjectNode config, long seed) {
        if (seed == (int) seed) {
            config.put("seed", (int) seed);
        } else {
            lost.add("seed");
        }
    }

    private void stop(ObjectNode config) {
        List<String> stop = chat.stop();
        if (stop.size() > MAX_STOP) {
            lost.add("stop", "stop_sequences");
        }
        if (!stop.isEmpty()) {
            ArrayNode sequences = config.putArray("stopSequences");
            stop.stream().limit(MAX_STOP).forEach(sequences::add);
        }
    }

    private void format(ObjectNode config) {
        if (chat.format() == null) {
            return;
        }
        config.put("responseMimeType", "application/json");
        switch (chat.format()) {
            case Format.JsonObject() -> {
                // the type says it all
            }
            case Format.JsonSchema schema ->
                config.putRawValue(
                        "responseJsonSchema", new RawValue(schema.schema().text()));
        }
    }

    private void thinking(ObjectNode config, Reasoning reasoning) {
        ObjectNode thinking = JsonCodec.object();
        Integer wanted = ThinkingBudget.of(reasoning);
        if (wanted != null) {
            int budget = Math.clamp(wanted, target.leastBudget(), target.mostBudget());
            thinking.put("thinkingBudget", budget);
            if (budget != wanted) {
                lost.add("reasoning_effort", "thinking");
            }
        } else if (reasoning.effort() != null) {
            lost.add("reasoning_effort", "effort");
        }
        if (reasoning.visible()) {
            thinking.put("includeThoughts", true);
        }
        if (!thinking.isEmpty()) {
            config.set("thinkingConfig", thinking);
        }
    }
}
