package gateway.replay;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a provider reads of calls and their results in a request.
 *
 * @param calls in order
 * @param results in order
 * @param tools the names offered, in order
 */
record Understood(List<Call> calls, List<Result> results, List<String> tools) {
    /**
     * A call.
     *
     * @param id empty where the dialect has none
     */
    record Call(String id, String name, JsonNode arguments) {}

    /**
     * A result.
     *
     * @param call the call's id, or its name where the dialect has no ids
     * @param text of all its parts
     * @param error whether the dialect says that the tool failed
     */
    record Result(String call, String text, boolean error) {}

    static Understood ofAnthropic(JsonNode body) {
        List<Call> calls = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText().equals("tool_use")) {
                    calls.add(new Call(
                            block.path("id").asText(), block.path("name").asText(), block.path("input")));
                } else if (block.path("type").asText().equals("tool_result")) {
                    JsonNode content = block.path("content");
                    results.add(new Result(
                            block.path("tool_use_id").asText(),
                            content.isTextual() ? content.asText() : texts(content),
                            block.path("is_error").asBoolean()));
                }
            }
        }
        return new Understood(calls, results, names(body.path("tools"), "/input_schema/type", "/name"));
    }

    static Understood ofOpenAi(JsonNode body) {
        List<Call> calls = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                calls.add(new Call(
                        call.path("id").asText(),
                        function.path("name").asText(),
                        parsed(function.path("arguments").asText())));
            }
            if (message.path("role").asText().equals("tool")) {
                JsonNode content = message.path("content");
                results.add(new Result(
                        message.path("tool_call_id").asText(),
                        content.isTextual() ? content.asText() : texts(content),
                        false));
            }
        }
        return new Understood(calls, results, names(body.path("tools"), "/function", "/function/name"));
    }

    static Understood ofGemini(JsonNode body) {
        List<Call> calls = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (JsonNode content : body.path("contents")) {
            for (JsonNode part : content.path("parts")) {
                if (part.has("functionCall")) {
                    JsonNode call = part.path("functionCall");
                    calls.add(new Call("", call.path("name").asText(), call.path("args")));
                } else if (part.has("functionResponse")) {
                    JsonNode response = part.path("functionResponse");
                    JsonNode told = response.path("response");
                    results.add(new Result(
                            response.path("name").asText(),
                            told.has("error")
                                    ? told.path("error").asText()
                                    : told.path("output").asText(),
                            told.has("error")));
                }
            }
        }
        return new Understood(calls, results, names(body.at("/tools/0/functionDeclarations"), "/name", "/name"));
    }

    static Understood ofBedrock(JsonNode body) {
        List<Call> calls = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            for (JsonNode block : message.path("content")) {
                if (block.has("toolUse")) {
                    JsonNode use = block.path("toolUse");
                    calls.add(new Call(
                            use.path("toolUseId").asText(), use.path("name").asText(), use.path("input")));
                } else if (block.has("toolResult")) {
                    JsonNode result = block.path("toolResult");
                    results.add(new Result(
                            result.path("toolUseId").asText(),
                            texts(result.path("content")),
                            result.path("status").asText().equals("error")));
                }
            }
        }
        return new Understood(calls, results, names(body.at("/toolConfig/tools"), "/toolSpec", "/toolSpec/name"));
    }

    private static List<String> names(JsonNode tools, String mark, String pointer) {
        List<String> names = new ArrayList<>();
        tools.forEach(tool -> {
            if (!tool.at(mark).isMissingNode()) {
                names.add(tool.at(pointer).asText());
            }
        });
        return names;
    }

    private static String texts(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static JsonNode parsed(String json) {
        try {
            return JsonCodec.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
