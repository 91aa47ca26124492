package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;

/** Reads requests of Anthropic's messages. */
final class AnthropicReader {
    private static final String CONTENT = "content";
    private static final int LEAST_BUDGET = 1024;

    private AnthropicReader() {}

    static Ask read(ObjectNode body) {
        String model = body.path("model").asText();
        if (model.isEmpty()) {
            throw RejectedException.invalid("model: Field required");
        }
        if (!body.path("max_tokens").isInt()) {
            throw RejectedException.invalid("max_tokens: Field required");
        }
        if (body.path("max_tokens").intValue() < 1) {
            throw RejectedException.invalid("max_tokens: Input should be greater than or equal to 1");
        }
        AskBuilder ask = new AskBuilder(model, body.path("stream").asBoolean());
        for (JsonNode tool : body.path("tools")) {
            ask.tool(tool.path("name").asText(), tool.path("input_schema"));
            mark(ask, tool);
        }
        if (body.path("system").isTextual()) {
            ask.aside(body.path("system").textValue());
        }
        for (JsonNode block : body.path("system")) {
            ask.aside(block.path("text").asText());
            mark(ask, block);
        }
        messages(ask, body.path("messages"));
        options(ask, body);
        return ask.build();
    }

    private static void options(AskBuilder ask, ObjectNode body) {
        ask.maxTokens(body.path("max_tokens"));
        ask.stops(body.path("stop_sequences"));
        JsonNode toolChoice = body.path("tool_choice");
        Choice choice = switch (toolChoice.path("type").asText("auto")) {
            case "any" -> Choice.ANY;
            case "none" -> Choice.NONE;
            case "tool" -> Choice.named(toolChoice.path("name").asText());
            default -> Choice.AUTO;
        };
        ask.choice(toolChoice.path("disable_parallel_tool_use").asBoolean() ? choice.oneAtATime() : choice);
        JsonNode format = body.at("/output_config/format").isMissingNode()
                ? body.path("output_format")
                : body.at("/output_config/format");
        if (format.path("type").asText().equals("json_schema")) {
            ask.schema(format.path("schema"));
        }
        JsonNode thinking = body.path("thinking");
        switch (thinking.path("type").asText()) {
            case "enabled" -> {
                int budget = thinking.path("budget_tokens").asInt();
                if (budget < LEAST_BUDGET) {
                    throw RejectedException.invalid(
                            "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
                }
                if (budget >= body.path("max_tokens").intValue()) {
                    throw RejectedException.invalid("`max_tokens` must be greater than `thinking.budget_tokens`.");
                }
                ask.thinking(Thinking.SHOWN);
            }
            case "adaptive" -> ask.thinking(Thinking.SHOWN);
            default -> {
                // No thinking.
            }
        }
    }

    private static void messages(AskBuilder ask, JsonNode messages) {
        if (messages.isEmpty()) {
            throw RejectedException.invalid("messages: at least one message is required");
        }
        if (!messages.get(0).path("role").asText().equals("user")) {
            throw RejectedException.invalid("messages: first message must use the \"user\" role");
        }
        for (JsonNode message : messages) {
            switch (message.path("role").asText()) {
                case "user" -> ask.userTurn();
                case "assistant" -> ask.assistantTurn();
                default ->
                    throw RejectedException.invalid("messages: Unexpected role. Allowed roles are \"user\" or"
                            + " \"assistant\"; the Messages API takes a top-level `system` parameter.");
            }
            JsonNode content = message.path(CONTENT);
            if (content.isTextual()) {
                ask.say(content.textValue());
            }
            for (JsonNode block : content) {
                block(ask, block);
                mark(ask, block);
            }
        }
    }

    private static void block(AskBuilder ask, JsonNode block) {
        switch (block.path("type").asText()) {
            case "text" -> {
                if (block.path("text").asText().isEmpty()) {
                    throw RejectedException.invalid("messages: text content blocks must be non-empty");
                }
                ask.say(block.path("text").asText());
            }
            case "image", "document" -> media(ask, block.path("source"));
            case "tool_use" -> {
                ask.call(block.path("id").asText());
                ask.aside(block.path("input").toString());
            }
            case "tool_result" -> toolResult(ask, block);
            case "thinking" -> {
                ask.aside(block.path("thinking").asText());
                if (block.path("signature").asText().isEmpty()) {
                    throw RejectedException.invalid("messages: thinking.signature: Field required");
                }
            }
            case "redacted_thinking", "search_result" -> {
                // Nothing that an answer could be made of.
            }
            default -> throw RejectedException.invalid("messages: Input tag found using 'type' is not one expected.");
        }
    }

    private static void toolResult(AskBuilder ask, JsonNode block) {
        if (!ask.knowsCall(block.path("tool_use_id").asText())) {
            throw RejectedException.invalid("messages: unexpected `tool_use_id` found in `tool_result` blocks. Each"
                    + " `tool_result` block must have a corresponding `tool_use` block in the previous message.");
        }
        JsonNode content = block.path(CONTENT);
        if (!content.isArray()) {
            ask.toolResult(content.asText());
        }
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("text")) {
                ask.toolResult(part.path("text").asText());
            } else {
                media(ask, part.path("source"));
            }
        }
    }

    private static void media(AskBuilder ask, JsonNode source) {
        switch (source.path("type").asText()) {
            case "base64" ->
                ask.mediaBytes(
                        source.path("media_type").asText(), source.path("data").asText());
            case "url" -> ask.mediaAt(source.path("url").asText());
            case "text" -> ask.say(source.path("data").asText());
            default -> ask.mediaAt("a file");
        }
    }

    private static void mark(AskBuilder ask, JsonNode block) {
        if (block.path("cache_control").isObject()) {
            ask.cacheMark();
        }
    }
}
