package gateway.wire.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Completion;
import gateway.model.Echo;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Usage;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the object {@code response}, whole or as it stands in the middle of a stream. Used for one answer. */
final class ResponseWriter {
    private final String id;
    private final ObjectNode echo;
    private final Set<String> custom;
    private final boolean showsThinking;
    private final long created;
    private String model;

    /**
     * Takes what an answer repeats of its request.
     *
     * @param created in seconds of the epoch
     */
    ResponseWriter(Outcome outcome, long created) {
        Echo asked = Objects.requireNonNull(outcome.request().call().echo(), "a call by another API");
        this.id = asked.id();
        this.echo = parsed(asked);
        this.custom = CustomTools.names(echo.path("tools"));
        Reasoning reasoning = outcome.chat().reasoning();
        this.showsThinking = reasoning != null && reasoning.visible();
        this.created = created;
        this.model = outcome.served().deployment().model();
    }

    /** Writes a whole answer. */
    static byte[] write(Outcome outcome, Completion completion, long created) {
        ResponseWriter writer = new ResponseWriter(outcome, created);
        writer.answeredBy(completion.model());
        Usage usage = completion.usage();
        return writer.ended(completion.finish(), writer.output(completion), usage == null ? Usage.NONE : usage, created)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode parsed(Echo echo) {
        try {
            return (ObjectNode) JsonCodec.MAPPER.readTree(echo.fields().text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the echo of a request is no JSON", e);
        }
    }

    /** The answer's id. */
    String id() {
        return id;
    }

    /** Whether the client wants to see the thoughts. */
    boolean showsThinking() {
        return showsThinking;
    }

    /** Whether a tool takes a text and no JSON. */
    boolean isCustom(String tool) {
        return custom.contains(tool);
    }

    /** What the provider says answers; empty where it does not say. */
    void answeredBy(String name) {
        model = name.isEmpty() ? model : name;
    }

    /** The answer while it comes. */
    ObjectNode begun() {
        return response(Items.IN_PROGRESS, JsonNodeFactory.instance.arrayNode());
    }

    /** The answer at its end. */
    ObjectNode ended(FinishReason finish, ArrayNode output, Usage usage, long completed) {
        ObjectNode response = response(Items.status(finish), output);
        String reason = Items.incompleteReason(finish);
        if (reason != null) {
            response.putObject("incomplete_details").put("reason", reason);
        } else {
            response.put("completed_at", completed);
        }
        return response.set("usage", usage(usage));
    }

    /** The answer that has broken off. */
    ObjectNode failed(Problem problem, ArrayNode output) {
        ObjectNode response = response("failed", output);
        // the API knows no codes of ours
        response.putObject("error").put("code", code(problem)).put("message", problem.message());
        return response;
    }

    private static String code(Problem problem) {
        return problem.status() == 429 ? "rate_limit_exceeded" : "server_error";
    }

    private ObjectNode response(String status, ArrayNode output) {
        ObjectNode response = JsonCodec.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", created)
                .put("status", status)
                .putNull("completed_at")
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", model);
        response.set("output", output);
        response.setAll(echo);
        return response.putNull("usage");
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode node = JsonCodec.object().put("input_tokens", usage.inputTokens());
        node.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheReadTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens() + usage.cacheWrite1hTokens());
        node.put("output_tokens", usage.outputTokens());
        node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
        return node.put("total_tokens", usage.totalTokens());
    }

    private ArrayNode output(Completion completion) {
        ArrayNode output = JsonNodeFactory.instance.arrayNode();
        MessageContent said = new MessageContent();
        for (Part part : completion.content()) {
            if (part instanceof Part.Text words) {
                if (!said.goesOn(words.refusal())) {
                    said.all();
                    said.open(words.refusal());
                }
                said.add(words.text(), words.logprobs());
                continue;
            }
            List<ObjectNode> items = items(part, output.size() + (said.isEmpty() ? 0 : 1));
            if (!items.isEmpty()) {
                flush(said, Items.COMPLETED, output);
                said = new MessageContent();
                items.forEach(output::add);
            }
        }
        flush(said, Items.status(completion.finish()), output);
        return output;
    }

    private void flush(MessageContent said, String status, ArrayNode output) {
        if (!said.isEmpty()) {
            output.add(Items.message(Items.id("msg", id, output.size()), status, said.all()));
        }
    }

    /** A call that has a seal is told behind a thought that holds it. */
    private List<ObjectNode> items(Part part, int index) {
        if (part instanceof Part.ToolCall call && call.signature() != null) {
            ObjectNode seal = Items.thought(Items.id("rs", id, index), null, SealedThought.ofCall(call.signature()));
            return List.of(seal, call(call, index + 1));
        }
        ObjectNode item = item(part, index);
        return item == null ? List.of() : List.of(item);
    }

    private ObjectNode call(Part.ToolCall call, int index) {
        String arguments = call.arguments().text();
        return Items.call(
                Items.id("fc", id, index),
                Items.COMPLETED,
                call.id(),
                call.name(),
                isCustom(call.name()),
                arguments.isBlank() ? "{}" : arguments);
    }

    private @Nullable ObjectNode item(Part part, int index) {
        return switch (part) {
            case Part.ToolCall call -> call(call, index);
            case Part.Thinking thinking -> {
                String seal = thinking.signature();
                String summary = showsThinking && !thinking.text().isEmpty() ? thinking.text() : null;
                yield summary == null && seal == null
                        ? null
                        : Items.thought(
                                Items.id("rs", id, index),
                                summary,
                                seal == null ? null : SealedThought.of(thinking.text(), seal));
            }
            case Part.RedactedThinking sealed ->
                Items.thought(Items.id("rs", id, index), null, SealedThought.of(sealed.data()));
            // answers hold nothing else that this API has
            case Part.Text ignored -> null;
            case Part.Image ignored -> null;
            case Part.Document ignored -> null;
            case Part.ToolResult ignored -> null;
            case Part.CachePoint ignored -> null;
            case Part.Other ignored -> null;
        };
    }
}
