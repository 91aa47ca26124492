package gateway.wire.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Dialect;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Wishes;
import gateway.wire.JsonCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import gateway.wire.openai.OpenAiEmbeddings;
import gateway.wire.responses.ResponsesClientCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a client's API, and a request with and without it.
 *
 * @param api whose it is
 * @param field as tables call it
 * @param without the request without it
 * @param with the request with it
 * @param patch what it adds
 * @param silent why a provider's request may stay the same without a word; null = it may not
 */
record Sample(
        Api api,
        String field,
        ObjectNode without,
        ObjectNode with,
        ObjectNode patch,
        @Nullable String silent) {
    /** An API as clients speak it to us. */
    enum Api {
        OPENAI,
        ANTHROPIC,
        RESPONSES,
        EMBEDDINGS;

        /** Where its requests can go. */
        List<Place> places() {
            return List.of(this == EMBEDDINGS ? VectorTarget.values() : Target.values());
        }

        private Request read(byte[] body) {
            Dialect dialect = this == ANTHROPIC ? Dialect.ANTHROPIC : Dialect.OPENAI;
            Call call = new Call("req-1", "test", dialect, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER);
            return switch (this) {
                case OPENAI -> new OpenAiClientCodec(() -> Instant.EPOCH).read(call, body);
                case ANTHROPIC -> new AnthropicClientCodec().read(call, body);
                case RESPONSES -> new ResponsesClientCodec(() -> Instant.EPOCH).read(call, body);
                case EMBEDDINGS -> new OpenAiEmbeddings().read(call, body);
            };
        }
    }

    /** All of them, by translation.yaml. */
    static List<Sample> all(Api api) {
        List<Sample> all = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(Sample.class.getResourceAsStream("/translation.yaml"), "translation.yaml")) {
            JsonNode samples = new ObjectMapper(new YAMLFactory())
                    .readTree(file)
                    .path(api.name().toLowerCase(Locale.ROOT));
            for (JsonNode each : samples) {
                ObjectNode without = least(api);
                if (each.get("base") instanceof ObjectNode base) {
                    without.setAll(base);
                }
                ObjectNode patch = (ObjectNode) each.get("json");
                ObjectNode with = without.deepCopy();
                with.setAll(patch);
                all.add(new Sample(
                        api,
                        each.get("field").asText(),
                        without,
                        with,
                        patch,
                        each.has("silent") ? each.get("silent").asText() : null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static ObjectNode least(Api api) {
        ObjectNode json = JsonCodec.object().put("model", "m");
        if (api == Api.RESPONSES || api == Api.EMBEDDINGS) {
            return json.put("input", "Hello");
        }
        if (api == Api.ANTHROPIC) {
            json.put("max_tokens", 50);
        }
        json.putArray("messages").addObject().put("role", "user").put("content", "Hello");
        return json;
    }

    /** What becomes of it. */
    Fate at(Place target) {
        Place.Sent before = target.send(read(without));
        Place.Sent after;
        try {
            after = target.send(read(with));
        } catch (RefusedException e) {
            return Fate.REFUSED;
        }
        boolean lost = !before.lost().containsAll(after.lost());
        boolean changed = !before.body().equals(after.body());
        if (lost) {
            return changed ? Fate.PARTLY : Fate.DROPPED;
        }
        if (!changed) {
            return Fate.SILENT;
        }
        return isThere(after.body()) ? Fate.SAME : Fate.TRANSLATED;
    }

    /** Whether the provider is sent the very same fields. */
    private boolean isThere(Object body) {
        if (!(body instanceof String json) || json.indexOf('\n') >= 0) {
            return false;
        }
        ObjectNode sent = JsonCodec.object(json.getBytes(StandardCharsets.UTF_8));
        return patch.properties().stream()
                .allMatch(field -> field.getValue().toString().equals(String.valueOf(sent.get(field.getKey()))));
    }

    private Request read(ObjectNode json) {
        return api.read(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return field;
    }
}
