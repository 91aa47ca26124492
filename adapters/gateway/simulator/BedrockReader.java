package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;

/** Reads requests of Bedrock's Converse, as strictly as the strictest of its models. */
final class BedrockReader {
    private static final String CONTENT = "content";

    private BedrockReader() {}

    static Ask read(Endpoint endpoint, ObjectNode body) {
        AskBuilder ask = new AskBuilder(String.valueOf(endpoint.model()), endpoint.streamed());
        JsonNode config = body.path("toolConfig");
        for (JsonNode tool : config.path("tools")) {
            if (tool.has("cachePoint")) {
                ask.cacheMark();
            } else {
                ask.tool(tool.at("/toolSpec/name").asText(), tool.at("/toolSpec/inputSchema/json"));
            }
        }
        for (JsonNode block : body.path("system")) {
            block(ask, block, "system", true);
        }
        messages(ask, body.path("messages"), config.isObject());
        ask.choice(choice(config.path("toolChoice")));
        ask.maxTokens(body.at("/inferenceConfig/maxTokens"));
        ask.stops(body.at("/inferenceConfig/stopSequences"));
        JsonNode schema = body.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        if (schema.isTextual()) {
            ask.schema(JsonText.parse(schema.textValue()));
        }
        String thinking = body.at("/additionalModelRequestFields/thinking/type").asText();
        if (thinking.equals("enabled") || thinking.equals("adaptive")) {
            ask.thinking(Thinking.SHOWN);
        }
        return ask.build();
    }

    private static void messages(AskBuilder ask, JsonNode messages, boolean hasTools) {
        if (messages.isEmpty() || !messages.get(0).path("role").asText().equals("user")) {
            throw RejectedException.invalid("A conversation must start with a user message. Try again with a"
                    + " conversation that starts with a user message.");
        }
        String before = "";
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asText();
            if (role.equals(before)) {
                throw RejectedException.invalid("A conversation must alternate between user and assistant roles. Make"
                        + " sure the conversation alternates between user and assistant roles and try again.");
            }
            before = role;
            switch (role) {
                case "user" -> ask.userTurn();
                case "assistant" -> ask.assistantTurn();
                default ->
                    throw RejectedException.invalid("Value at 'messages." + (i + 1)
                            + ".member.role' failed to satisfy constraint: Member must satisfy enum value set:"
                            + " [user, assistant]");
            }
            content(ask, message.path(CONTENT), "messages." + i, hasTools);
        }
    }

    private static void content(AskBuilder ask, JsonNode content, String place, boolean hasTools) {
        if (content.isEmpty()) {
            throw RejectedException.invalid("The content field in the Message object at " + place
                    + " is empty. Add a ContentBlock object to the content field and try again.");
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode block = content.get(i);
            if (!hasTools && (block.has("toolUse") || block.has("toolResult"))) {
                throw RejectedException.invalid(
                        "The toolConfig field must be defined when using toolUse and toolResult content blocks.");
            }
            block(ask, block, place + ".content." + i, false);
        }
    }

    private static void block(AskBuilder ask, JsonNode block, String place, boolean aside) {
        if (block.has("text")) {
            text(ask, block.path("text").asText(), place, aside);
        } else if (block.has("guardContent")) {
            text(ask, block.at("/guardContent/text/text").asText(), place, aside);
        } else if (block.has("cachePoint")) {
            ask.cacheMark();
        } else if (block.has("toolUse")) {
            ask.call(block.at("/toolUse/toolUseId").asText());
            ask.aside(block.at("/toolUse/input").toString());
        } else if (block.has("toolResult")) {
            toolResult(ask, block.path("toolResult"), place);
        } else if (block.has("reasoningContent")) {
            ask.aside(block.at("/reasoningContent/reasoningText/text").asText());
        } else {
            medium(ask, block, place);
        }
    }

    private static void text(AskBuilder ask, String text, String place, boolean aside) {
        if (text.isBlank()) {
            throw RejectedException.invalid("The text field in the ContentBlock object at " + place
                    + " is blank. Add text to the text field, and try again.");
        }
        if (aside) {
            ask.aside(text);
        } else {
            ask.say(text);
        }
    }

    private static void toolResult(AskBuilder ask, JsonNode result, String place) {
        if (!ask.knowsCall(result.path("toolUseId").asText())) {
            throw RejectedException.invalid("The number of toolResult blocks at " + place
                    + " exceeds the number of toolUse blocks of previous turn.");
        }
        for (JsonNode part : result.path(CONTENT)) {
            if (part.has("json")) {
                ask.toolResult(part.path("json").toString());
            } else if (part.has("text")) {
                ask.toolResult(part.path("text").asText());
            } else {
                medium(ask, part, place);
            }
        }
        if (result.path(CONTENT).isEmpty()) {
            ask.toolResult("");
        }
    }

    private static void medium(AskBuilder ask, JsonNode block, String place) {
        String kind = block.fieldNames().hasNext() ? block.fieldNames().next() : "";
        JsonNode medium = block.path(kind);
        switch (kind) {
            case "image", "video", "audio", "document" -> {
                String format = medium.path("format").asText();
                if (medium.at("/source/bytes").isTextual()) {
                    ask.mediaBytes(
                            kind.equals("document") ? document(format) : kind + '/' + format,
                            medium.at("/source/bytes").asText());
                } else {
                    ask.mediaAt(medium.at("/source/s3Location/uri").asText("a file"));
                }
            }
            default -> throw RejectedException.invalid("The content block at " + place + " has no known type.");
        }
    }

    private static Choice choice(JsonNode choice) {
        if (choice.has("any")) {
            return Choice.ANY;
        }
        return choice.has("tool") ? Choice.named(choice.at("/tool/name").asText()) : Choice.AUTO;
    }

    private static String document(String format) {
        return switch (format) {
            case "pdf" -> "application/pdf";
            case "txt" -> "text/plain";
            case "csv", "html" -> "text/" + format;
            case "md" -> "text/markdown";
            default -> "document/" + format;
        };
    }
}
