package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;
import gateway.wire.JsonCodec;

/** Reads requests of Gemini's generateContent. */
final class GeminiReader {
    private GeminiReader() {}

    static Ask read(Endpoint endpoint, ObjectNode body) {
        AskBuilder ask = new AskBuilder(String.valueOf(endpoint.model()), endpoint.streamed());
        for (JsonNode part : body.at("/systemInstruction/parts")) {
            ask.aside(part.path("text").asText());
        }
        if (body.path("contents").isEmpty()) {
            throw RejectedException.invalid("* GenerateContentRequest.contents: contents is not specified");
        }
        contents(ask, body.path("contents"));
        for (JsonNode tool : body.path("tools")) {
            for (JsonNode function : tool.path("functionDeclarations")) {
                JsonNode schema = function.path("parameters");
                ask.tool(
                        function.path("name").asText(),
                        schema.isMissingNode() ? function.path("parametersJsonSchema") : schema);
            }
        }
        ask.choice(choice(body.at("/toolConfig/functionCallingConfig")));
        options(ask, body.path("generationConfig"));
        return ask.build();
    }

    private static void options(AskBuilder ask, JsonNode config) {
        ask.maxTokens(config.path("maxOutputTokens"));
        ask.stops(config.path("stopSequences"));
        if (config.path("responseMimeType").asText().equals("application/json")) {
            JsonNode schema = config.has("responseJsonSchema")
                    ? config.path("responseJsonSchema")
                    : config.path("responseSchema");
            ask.schema(schema.isObject() ? schema : JsonCodec.object().put("type", "object"));
        }
        JsonNode thinking = config.path("thinkingConfig");
        if (thinking.path("includeThoughts").asBoolean()) {
            ask.thinking(Thinking.SHOWN);
        } else if (thinking.path("thinkingBudget").asInt() != 0 || thinking.has("thinkingLevel")) {
            ask.thinking(Thinking.HIDDEN);
        }
    }

    private static void contents(AskBuilder ask, JsonNode contents) {
        int calls = 0;
        for (JsonNode content : contents) {
            int answers = count(content, "functionResponse");
            switch (content.path("role").asText("user")) {
                case "user", "function" -> ask.userTurn();
                case "model" -> ask.assistantTurn();
                default -> throw RejectedException.invalid("Please use a valid role: user, model.");
            }
            if (content.path("parts").isEmpty()) {
                throw RejectedException.invalid(
                        "* GenerateContentRequest.contents.parts: contents.parts must not be" + " empty.");
            }
            if (answers > 0 && answers != calls) {
                throw RejectedException.invalid("Please ensure that the number of function response parts is equal to"
                        + " the number of function call parts of the function call turn.");
            }
            calls = count(content, "functionCall");
            for (JsonNode part : content.path("parts")) {
                part(ask, part);
            }
        }
    }

    private static int count(JsonNode content, String field) {
        int count = 0;
        for (JsonNode part : content.path("parts")) {
            count += part.has(field) ? 1 : 0;
        }
        return count;
    }

    private static void part(AskBuilder ask, JsonNode part) {
        if (part.path("thought").asBoolean()) {
            ask.aside(part.path("text").asText());
        } else if (part.has("text")) {
            ask.say(part.path("text").asText());
        } else if (part.has("inlineData")) {
            ask.mediaBytes(
                    part.at("/inlineData/mimeType").asText(),
                    part.at("/inlineData/data").asText());
        } else if (part.has("fileData")) {
            ask.mediaAt(part.at("/fileData/fileUri").asText());
        } else if (part.has("functionCall")) {
            ask.aside(part.at("/functionCall/args").toString());
        } else if (part.has("functionResponse")) {
            if (part.at("/functionResponse/name").asText().isEmpty()) {
                throw RejectedException.invalid(
                        "* GenerateContentRequest.contents.parts.function_response.name: Name" + " cannot be empty.");
            }
            ask.toolResult(part.at("/functionResponse/response").toString());
        } else {
            throw RejectedException.invalid("* GenerateContentRequest.contents.parts.data: required oneof field 'data'"
                    + " must have one initialized field");
        }
    }

    private static Choice choice(JsonNode config) {
        JsonNode allowed = config.path("allowedFunctionNames");
        return switch (config.path("mode").asText()) {
            case "ANY" -> allowed.size() == 1 ? Choice.named(allowed.get(0).asText()) : Choice.ANY;
            case "NONE" -> Choice.NONE;
            default -> Choice.AUTO;
        };
    }
}
