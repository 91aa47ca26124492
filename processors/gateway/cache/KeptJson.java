package gateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.StoreException;
import gateway.idempotency.ClaimKey;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Usage;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers as JSON, for a store. A deployment is told by its id and a hash of all that it is: an answer of one that is
 * another now is none.
 */
final class KeptJson {
    private static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private KeptJson() {}

    static byte[] write(Kept kept) {
        Completion completion = kept.completion();
        ObjectNode json = JSON.createObjectNode().put("version", VERSION);
        json.put("deployment", kept.deployment().id()).put("print", print(kept.deployment()));
        json.put("asked", kept.asked().toString()).put("until", kept.until().toString());
        kept.lost().forEach(json.putArray("lost")::add);
        Original original = kept.original();
        if (original != null) {
            json.put("dialect", original.dialect().name()).put("original", original.json());
        }
        json.put("id", completion.id()).put("model", completion.model());
        json.put("finish", completion.finish().name()).put("stop", completion.stopSequence());
        Usage usage = completion.usage();
        if (usage != null) {
            json.putArray("usage")
                    .add(usage.inputTokens())
                    .add(usage.cacheReadTokens())
                    .add(usage.cacheWriteTokens())
                    .add(usage.cacheWrite1hTokens())
                    .add(usage.outputTokens())
                    .add(usage.reasoningTokens())
                    .add(usage.imageTokens());
        }
        ArrayNode content = json.putArray("content");
        completion.content().forEach(part -> content.add(part(part)));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    /**
     * Reads an answer.
     *
     * @param deployments finds those that are known now, by id
     * @return null if whoever answered is gone or another now
     * @throws StoreException if it is none
     */
    static @Nullable Kept read(byte[] bytes, Function<String, @Nullable Deployment> deployments) {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.path("version").asInt() != VERSION) {
                return null;
            }
            Deployment deployment = deployments.apply(json.path("deployment").asText());
            if (deployment == null
                    || !print(deployment).equals(json.path("print").asText())) {
                return null;
            }
            List<String> lost = new ArrayList<>();
            json.path("lost").forEach(each -> lost.add(each.asText()));
            List<Part> content = new ArrayList<>();
            json.path("content").forEach(each -> content.add(part(each)));
            Completion completion = new Completion(
                    json.path("id").asText(),
                    json.path("model").asText(),
                    content,
                    FinishReason.valueOf(json.path("finish").asText()),
                    text(json, "stop"),
                    usage(json.path("usage")));
            String original = text(json, "original");
            return new Kept(
                    deployment,
                    completion,
                    original == null
                            ? null
                            : new Original(Dialect.valueOf(json.path("dialect").asText()), original),
                    lost,
                    Instant.parse(json.path("asked").asText()),
                    Instant.parse(json.path("until").asText()));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new StoreException("a kept answer cannot be read");
        }
    }

    private static String print(Deployment deployment) {
        return ClaimKey.hash(deployment.toString());
    }

    private static ObjectNode part(Part part) {
        ObjectNode json = JSON.createObjectNode();
        return switch (part) {
            case Part.Text text -> json.put("text", text.text());
            case Part.Thinking thinking -> json.put("thinking", thinking.text()).put("signature", thinking.signature());
            case Part.RedactedThinking redacted -> json.put("redacted", redacted.data());
            default -> throw new IllegalStateException("only text and thoughts are kept");
        };
    }

    private static Part part(JsonNode json) {
        if (json.has("text")) {
            return new Part.Text(json.path("text").asText());
        }
        return json.has("thinking")
                ? new Part.Thinking(json.path("thinking").asText(), text(json, "signature"))
                : new Part.RedactedThinking(json.path("redacted").asText());
    }

    private static @Nullable Usage usage(JsonNode all) {
        return all.size() != 7
                ? null
                : new Usage(
                        all.path(0).asLong(),
                        all.path(1).asLong(),
                        all.path(2).asLong(),
                        all.path(3).asLong(),
                        all.path(4).asLong(),
                        all.path(5).asLong(),
                        all.path(6).asLong());
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.path(name).asText() : null;
    }
}
