package gateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Role;
import gateway.residency.ResidencyFilter;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * By which names answers to a request are kept. Everything that a provider is sent counts, as the guardrails have left
 * it: of a request that goes as it came, its JSON but for the form in which the answer is delivered; of a rewritten
 * one, all that it means. So placeholders stand where personal data stood, and the same question with other names for
 * them is the same question.
 *
 * @param exact of the whole request
 * @param space of all of it but the last word of the user; null where that cannot be told apart, or was not asked for
 * @param question the last word of the user; empty without {@code space}
 */
record RequestKeys(CacheKey exact, @Nullable CacheKey space, String question) {
    /** Fields of the client's JSON that say how the answer is delivered, and not what it is. */
    private static final Set<String> DELIVERY = Set.of("stream", "stream_options");

    private static final Set<String> PLAIN = Set.of("role", "content");
    private static final Set<String> TEXT = Set.of("type", "text");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * The names for a plan that the guardrails have passed.
     *
     * @param alike whether answers to like questions are looked for as well
     */
    static RequestKeys of(Plan plan, boolean alike) {
        Request.Chat chat = plan.chat();
        JsonNode tree = tree(chat.original());
        CacheKey exact = key(plan, tree, null, false);
        Message last = chat.messages().isEmpty() ? null : chat.messages().getLast();
        if (!alike || last == null || !isPlain(last)) {
            return new RequestKeys(exact, null, "");
        }
        JsonNode hidden = tree == null ? null : lastMessage(tree);
        CacheKey space = tree == null || hidden != null ? key(plan, tree, hidden, true) : null;
        return new RequestKeys(exact, space, space == null ? "" : text(last));
    }

    private static CacheKey key(Plan plan, @Nullable JsonNode tree, @Nullable JsonNode hidden, boolean space) {
        Request.Chat chat = plan.chat();
        Fingerprint print = new Fingerprint()
                .put(space ? "alike/1" : "exact/1")
                .put(chat.model())
                .put(ResidencyFilter.required(plan))
                .put(chat.call().wishes().strict())
                .put(chat.call().wishes().version().version())
                .put(String.join(",", chat.call().wishes().version().betas()))
                .put(chat.sampling().maxOutputTokens());
        if (tree != null) {
            print.put(chat.call().dialect()).put(tree, DELIVERY, hidden);
        } else {
            new ChatPrint(print).put(chat, space);
        }
        return new CacheKey(plan.tenant().id(), print.hex());
    }

    private static @Nullable JsonNode tree(@Nullable Original original) {
        try {
            return original == null ? null : JSON.readTree(original.json());
        } catch (JsonProcessingException e) {
            // it was read before: another reader's view of it is no reason to fail, what it means counts then
            return null;
        }
    }

    /** The last message of the client's JSON, if it says nothing but text; null otherwise. */
    private static @Nullable JsonNode lastMessage(JsonNode tree) {
        JsonNode messages = tree.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        if (!PLAIN.containsAll(names(last)) || !last.path("role").asText().equals("user")) {
            return null;
        }
        for (JsonNode part : last.path("content")) {
            if (!TEXT.equals(names(part)) || !part.path("type").asText().equals("text")) {
                return null;
            }
        }
        return last;
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet());
    }

    private static boolean isPlain(Message last) {
        return last.role() == Role.USER && last.parts().stream().allMatch(Part.Text.class::isInstance);
    }

    private static String text(Message last) {
        return last.parts().stream()
                .map(part -> part instanceof Part.Text text ? text.text() : "")
                .collect(Collectors.joining("\n"));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "RequestKeys[" + exact + "]";
    }
}
