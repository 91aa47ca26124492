package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GenerateContentResponse: a whole answer, or one piece of a stream.
 *
 * @param id the answer's id; empty where there is none
 * @param model the model that answers; empty where it is not told
 * @param parts the first candidate's parts
 * @param finish why the candidate ended, in Gemini's words; null while it goes on
 * @param blocked whether the prompt was blocked, so that there is no candidate
 * @param candidate whether there is one
 * @param usage tokens so far; null where none are told
 */
record Reply(
        String id,
        String model,
        List<JsonNode> parts,
        @Nullable String finish,
        boolean blocked,
        boolean candidate,
        @Nullable Usage usage) {
    static final String GARBAGE = "garbage";
    /** Of these, each GenerateContentResponse has one at least; what has none is something else. */
    private static final Set<String> KNOWN =
            Set.of("candidates", "promptFeedback", "usageMetadata", "modelVersion", "responseId");
    /** Vertex AI sometimes tells enums by their numbers (recorded). */
    private static final String IMAGE_NUMBER = "2";

    Reply {
        parts = List.copyOf(parts);
    }

    /**
     * Reads it.
     *
     * @throws FailedException if it is an error in spite of the status 200, or no such response
     */
    static Reply of(JsonNode json) {
        Failure failure = GeminiFailures.inside(json);
        if (failure != null) {
            throw new FailedException(failure);
        }
        if (!(json instanceof ObjectNode) || KNOWN.stream().noneMatch(json::has)) {
            throw garbage();
        }
        JsonNode candidate = json.path("candidates").path(0);
        JsonNode content = candidate.path("content");
        if (wrong(content, content.isObject())
                || wrong(content.path("parts"), content.path("parts").isArray())) {
            throw garbage();
        }
        List<JsonNode> parts = new ArrayList<>();
        content.path("parts").forEach(parts::add);
        return new Reply(
                json.path("responseId").asText(""),
                json.path("modelVersion").asText(""),
                parts,
                Finish.name(candidate.path("finishReason")),
                !candidate.isObject() && blocked(json.path("promptFeedback")),
                candidate.isObject(),
                usage(json.path("usageMetadata")));
    }

    /**
     * Whether what must be there by the answer's own words is not: an answer that ends of its own has a text, if only
     * an empty one, or a call; one that was cut short has what its tokens were spent on.
     *
     * @param said whether there was such a part
     */
    boolean lacks(boolean said) {
        if (said || finish == null) {
            return false;
        }
        boolean counted = usage != null && usage.outputTokens() > usage.reasoningTokens();
        return finish.equals(Finish.STOP) || (finish.equals(Finish.MAX_TOKENS) && counted);
    }

    private static boolean wrong(JsonNode node, boolean fits) {
        return !fits && !node.isMissingNode() && !node.isNull();
    }

    static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, GARBAGE));
    }

    private static boolean blocked(JsonNode feedback) {
        return feedback.has("blockReason") || feedback.has("blockReasonMessage");
    }

    /** Gemini counts thoughts beside the answer, and what its own tools feed back beside the prompt. */
    private static @Nullable Usage usage(JsonNode told) {
        if (!told.path("promptTokenCount").isNumber()) {
            return null;
        }
        long thoughts = tokens(told, "thoughtsTokenCount");
        long prompt = tokens(told, "promptTokenCount") + tokens(told, "toolUsePromptTokenCount");
        // a count of zero is left out, so that the total tells whether a count is missing
        long rest = tokens(told, "totalTokenCount") - prompt;
        return new Usage(
                prompt,
                tokens(told, "cachedContentTokenCount"),
                0,
                0,
                Math.max(tokens(told, "candidatesTokenCount") + thoughts, rest),
                thoughts,
                Math.max(0, pictures(told, "promptTokensDetails") - pictures(told, "cacheTokensDetails")));
    }

    private static long pictures(JsonNode told, String details) {
        for (JsonNode each : told.path(details)) {
            String modality = each.path("modality").asText();
            if (modality.equals("IMAGE") || modality.equals(IMAGE_NUMBER)) {
                return tokens(each, "tokenCount");
            }
        }
        return 0;
    }

    private static long tokens(JsonNode told, String name) {
        return Math.max(0, told.path(name).asLong(0));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Reply[parts=" + parts.size() + ", " + usage + "]";
    }
}
