package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;
import gateway.wire.JsonCodec;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads requests of Gemini's generateContent. */
final class GeminiReader {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private GeminiReader() {}

    static Ask read(Endpoint endpoint, ObjectNode body) {
        AskBuilder ask = new AskBuilder(String.valueOf(endpoint.model()), endpoint.streamed());
        for (JsonNode part : field(body, "systemInstruction").path("parts")) {
            ask.aside(part.path("text").asText());
        }
        if (body.path("contents").isEmpty()) {
            throw RejectedException.invalid("* GenerateContentRequest.contents: contents is not specified");
        }
        contents(ask, body.path("contents"));
        for (JsonNode tool : body.path("tools")) {
            for (JsonNode function : field(tool, "functionDeclarations")) {
                JsonNode schema = function.path("parameters");
                ask.tool(
                        function.path("name").asText(),
                        schema.isMissingNode() ? field(function, "parametersJsonSchema") : schema);
            }
        }
        ask.choice(choice(field(field(body, "toolConfig"), "functionCallingConfig")));
        options(ask, field(body, "generationConfig"));
        return ask.build();
    }

    private static void options(AskBuilder ask, JsonNode config) {
        ask.maxTokens(field(config, "maxOutputTokens"));
        ask.stops(field(config, "stopSequences"));
        if (field(config, "responseMimeType").asText().equals("application/json")) {
            JsonNode json = field(config, "responseJsonSchema");
            JsonNode schema = json.isMissingNode() ? field(config, "responseSchema") : json;
            ask.schema(schema.isObject() ? schema : JsonCodec.object().put("type", "object"));
        }
        JsonNode thinking = field(config, "thinkingConfig");
        if (field(thinking, "includeThoughts").asBoolean()) {
            ask.thinking(Thinking.SHOWN);
        } else if (field(thinking, "thinkingBudget").asInt() != 0
                || !field(thinking, "thinkingLevel").isMissingNode()) {
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

    private static int count(JsonNode content, String name) {
        int count = 0;
        for (JsonNode part : content.path("parts")) {
            count += field(part, name).isMissingNode() ? 0 : 1;
        }
        return count;
    }

    private static void part(AskBuilder ask, JsonNode part) {
        JsonNode data = field(part, "inlineData");
        JsonNode file = field(part, "fileData");
        JsonNode call = field(part, "functionCall");
        JsonNode response = field(part, "functionResponse");
        if (part.path("thought").asBoolean()) {
            ask.aside(part.path("text").asText());
        } else if (part.has("text")) {
            ask.say(part.path("text").asText());
        } else if (data.isObject()) {
            ask.mediaBytes(field(data, "mimeType").asText(), data.path("data").asText());
        } else if (file.isObject()) {
            ask.mediaAt(field(file, "fileUri").asText());
        } else if (call.isObject()) {
            ask.aside(call.path("args").toString());
        } else if (response.isObject()) {
            if (response.path("name").asText().isEmpty()) {
                throw RejectedException.invalid(
                        "* GenerateContentRequest.contents.parts.function_response.name: Name" + " cannot be empty.");
            }
            ask.toolResult(response.path("response").toString());
        } else {
            throw RejectedException.invalid("* GenerateContentRequest.contents.parts.data: required oneof field 'data'"
                    + " must have one initialized field");
        }
    }

    /** Google takes every field in its JSON spelling and in that of its protocol buffers. */
    private static JsonNode field(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode()
                ? node.path(CAPITAL.matcher(name)
                        .replaceAll(found -> '_' + found.group().toLowerCase(Locale.ROOT)))
                : value;
    }

    private static Choice choice(JsonNode config) {
        JsonNode allowed = field(config, "allowedFunctionNames");
        return switch (config.path("mode").asText()) {
            case "ANY" -> allowed.size() == 1 ? Choice.named(allowed.get(0).asText()) : Choice.ANY;
            case "NONE" -> Choice.NONE;
            default -> Choice.AUTO;
        };
    }
}
