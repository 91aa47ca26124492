package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.FailedException;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole answer. Where several were asked for ({@code n}), their parts follow one another, so that no text goes
 * unseen.
 */
final class CompletionReader {
    private final List<Part> parts = new ArrayList<>();
    private final String id;
    private boolean refused;
    private int calls;
    /** Calls of tools that only OpenAI's own clients know, whose bytes go through. */
    private boolean customCalls;

    private CompletionReader(String id) {
        this.id = id;
    }

    static Completion read(JsonNode root) {
        if (failed(root)) {
            throw new FailedException(OpenAiFailures.inside(root));
        }
        JsonNode choices = root.path("choices");
        if (!choices.isArray() || choices.isEmpty()) {
            throw OpenAiProviderCodec.garbage();
        }
        String id = root.path("id").asText("");
        CompletionReader reader = new CompletionReader(id);
        for (JsonNode choice : choices) {
            reader.message(choice);
        }
        FinishReason finish =
                Finish.read(choices.get(0).path("finish_reason").asText(""), reader.refused, reader.calls > 0);
        return new Completion(
                id, root.path("model").asText(""), reader.parts, finish, null, UsageFields.read(root.path("usage")));
    }

    /** Whether it is an error: in an envelope, or bare as vLLM and Mistral send it. */
    static boolean failed(JsonNode root) {
        return root.hasNonNull("error")
                || "error".equalsIgnoreCase(root.path("object").asText());
    }

    /** An id for a call that came without one. */
    static String callId(String completionId, int call) {
        return "call_" + Integer.toHexString(completionId.hashCode()) + "_" + call;
    }

    /** Azure leaves the message out where its filter took everything away. */
    private void message(JsonNode choice) {
        JsonNode message = choice.path("message");
        int before = parts.size();
        if (!choice.path("finish_reason").isTextual()) {
            throw OpenAiProviderCodec.garbage();
        }
        if (!message.isObject()) {
            if ("content_filter".equals(choice.path("finish_reason").asText())) {
                return;
            }
            throw OpenAiProviderCodec.garbage();
        }
        String reasoning = message.path("reasoning_content").asText("");
        thinking(reasoning.isEmpty() ? message.path("reasoning").asText("") : reasoning);
        content(message.path("content"), Logprobs.of(choice.path("logprobs"), false));
        String refusal = JsonTree.text(message, "refusal");
        if (!refusal.isEmpty()) {
            refused = true;
            text(refusal, true, Logprobs.of(choice.path("logprobs"), true));
        }
        for (JsonNode call : JsonTree.array(message, "tool_calls")) {
            if (call.path("custom").isObject()) {
                customCalls = true;
            } else {
                call(call.path("id").asText(""), call.path("function"));
            }
        }
        if (message.path("function_call").isObject()) {
            call("", message.path("function_call"));
        }
        if (lacks(choice, parts.size() == before)) {
            throw OpenAiProviderCodec.garbage();
        }
    }

    /** Whether what must be there by the answer's own words is not: then it stands where nobody looks for it. */
    private boolean lacks(JsonNode choice, boolean nothing) {
        JsonNode message = choice.path("message");
        boolean called = calls > 0 || customCalls;
        return switch (choice.path("finish_reason").asText()) {
            case "stop" ->
                !called
                        && !refused
                        && !message.path("audio").isObject()
                        && (nothing ? !message.hasNonNull("content") : !message.has("content"));
            case "tool_calls", "function_call" -> !called;
            // Mistral's word for an answer that broke off
            case "error" -> true;
            default -> false;
        };
    }

    private void content(JsonNode content, @Nullable Json logprobs) {
        if (content.isTextual()) {
            text(content.textValue(), false, logprobs);
            return;
        }
        if (!content.isArray() && !content.isNull() && !content.isMissingNode()) {
            throw OpenAiProviderCodec.garbage();
        }
        for (JsonNode part : content) {
            switch (JsonTree.required(part, "type")) {
                case "text" -> text(JsonTree.required(part, "text"));
                case "thinking" -> thinking(thought(part));
                case "refusal" -> {
                    refused = true;
                    text(JsonTree.required(part, "refusal"), true, null);
                }
                // Mistral's references and whatever else shows no text
                default -> text(part.path("text").asText(""));
            }
        }
    }

    /** The words of Mistral's part {@code thinking}, which is a list of parts in itself. */
    static String thought(JsonNode part) {
        JsonNode thinking = part.path("thinking");
        if (thinking.isTextual()) {
            return thinking.textValue();
        }
        StringBuilder words = new StringBuilder();
        for (JsonNode piece : thinking) {
            words.append(piece.path("text").asText(""));
        }
        return words.toString();
    }

    private void text(String text) {
        text(text, false, null);
    }

    private void text(String text, boolean refusal, @Nullable Json logprobs) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, refusal, logprobs));
        }
    }

    private void thinking(String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Thinking(text, null));
        }
    }

    private void call(String given, JsonNode function) {
        String name = JsonTree.required(function, "name");
        if (name.isEmpty()) {
            throw OpenAiProviderCodec.garbage();
        }
        String callId = given.isEmpty() || "null".equals(given) ? callId(id, calls) : given;
        calls++;
        parts.add(new Part.ToolCall(callId, name, arguments(function.path("arguments")), null));
    }

    private static Json arguments(JsonNode arguments) {
        if (arguments.isObject()) {
            return new Json(arguments.toString());
        }
        if (!arguments.isTextual() && !arguments.isNull()) {
            throw OpenAiProviderCodec.garbage();
        }
        String text = arguments.asText("");
        return text.isBlank() ? Json.EMPTY_OBJECT : new Json(text);
    }
}
