package gateway.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import gateway.model.Completion;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Usage;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a whole answer. */
final class CompletionWriter {
    private CompletionWriter() {}

    static byte[] write(Outcome outcome, Completion completion, long created) {
        ObjectNode body = JsonCodec.object()
                .put("id", id(outcome, completion.id()))
                .put("object", "chat.completion")
                .put("created", created)
                .put("model", model(outcome, completion.model()));
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(completion));
        choice.putRawValue("logprobs", new RawValue(logprobs(completion)));
        choice.put("finish_reason", Finish.write(completion.finish()));
        Usage usage = completion.usage();
        if (usage != null) {
            body.set("usage", UsageFields.write(usage));
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The provider's id, or one made of the request's. */
    static String id(Outcome outcome, String id) {
        return id.isEmpty() ? "chatcmpl-" + outcome.request().call().id() : id;
    }

    /** What the provider says answers, or the deployment's model. */
    static String model(Outcome outcome, String model) {
        return model.isEmpty() ? outcome.served().deployment().model() : model;
    }

    /** Of one text; where there are several, or one was changed, they would not tell whose they are. */
    private static String logprobs(Completion completion) {
        List<Part.Text> texts = completion.content().stream()
                .filter(Part.Text.class::isInstance)
                .map(Part.Text.class::cast)
                .toList();
        return texts.size() == 1
                ? Logprobs.shown(texts.getFirst().logprobs(), texts.getFirst().refusal())
                : Logprobs.shown(null, false);
    }

    private static ObjectNode message(Completion completion) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        ArrayNode calls = JsonNodeFactory.instance.arrayNode();
        for (Part part : completion.content()) {
            switch (part) {
                case Part.Text words -> (words.refusal() ? refusal : text).append(words.text());
                case Part.Thinking thought -> thinking.append(thought.text());
                case Part.ToolCall call -> calls.add(MessageWriter.toolCall(call));
                // answers in chat completions hold nothing else
                case Part.Image ignored -> {}
                case Part.Document ignored -> {}
                case Part.ToolResult ignored -> {}
                case Part.RedactedThinking ignored -> {}
                case Part.CachePoint ignored -> {}
                case Part.Other ignored -> {}
            }
        }
        ObjectNode message = JsonCodec.object().put("role", "assistant");
        if (text.isEmpty() && !(calls.isEmpty() && refusal.isEmpty())) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }
}
