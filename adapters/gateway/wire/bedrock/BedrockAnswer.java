package gateway.wire.bedrock;

import gateway.model.Completion;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeResponse;
import software.amazon.awssdk.services.bedrockruntime.model.CacheDetail;
import software.amazon.awssdk.services.bedrockruntime.model.CacheTTL;
import software.amazon.awssdk.services.bedrockruntime.model.CitationGeneratedContent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/** Reads whole answers of Bedrock. A guardrail's trace is never read: it holds the raw personal data that it found. */
public final class BedrockAnswer {
    private static final String NO_REQUEST_ID = "UNKNOWN";

    private BedrockAnswer() {}

    /**
     * Reads an answer.
     *
     * @param response as it came
     * @param toolNames the tools' names that were changed in the request, as in {@link BedrockRequest#toolNames}
     * @throws FailedException if it holds no message
     */
    public static Completion read(ConverseResponse response, Map<String, String> toolNames) {
        if (response.output() == null
                || response.output().message() == null
                || !response.output().message().hasContent()
                || response.stopReason() == null) {
            throw garbage();
        }
        List<Part> content = new ArrayList<>();
        for (ContentBlock block : response.output().message().content()) {
            Part part = part(block, toolNames);
            if (part != null) {
                content.add(part);
            }
        }
        if (response.stopReason() == StopReason.TOOL_USE
                && content.stream().noneMatch(Part.ToolCall.class::isInstance)) {
            throw garbage();
        }
        return new Completion(id(response), "", content, finish(response.stopReason()), null, usage(response.usage()));
    }

    /** An answer that lacks a field without which it means nothing, or holds content of a kind that is unknown. */
    static FailedException garbage() {
        return new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    /** The id that AWS gave the answer; empty for none. */
    public static String id(BedrockRuntimeResponse response) {
        String id = response.responseMetadata() == null
                ? null
                : response.responseMetadata().requestId();
        return id == null || id.equals(NO_REQUEST_ID) ? "" : id;
    }

    /** Why an answer ended. */
    static FinishReason finish(@Nullable StopReason reason) {
        return switch (reason) {
            case null -> FinishReason.OTHER;
            case END_TURN -> FinishReason.STOP;
            case STOP_SEQUENCE -> FinishReason.STOP_SEQUENCE;
            case TOOL_USE -> FinishReason.TOOL_CALLS;
            case MAX_TOKENS, MODEL_CONTEXT_WINDOW_EXCEEDED -> FinishReason.LENGTH;
            case GUARDRAIL_INTERVENED, CONTENT_FILTERED -> FinishReason.CONTENT_FILTER;
            case MALFORMED_MODEL_OUTPUT, MALFORMED_TOOL_USE, UNKNOWN_TO_SDK_VERSION -> FinishReason.OTHER;
        };
    }

    /** Usage, normalised: Bedrock's input tokens do not hold those read from and written to the cache. */
    static @Nullable Usage usage(@Nullable TokenUsage usage) {
        if (usage == null || usage.inputTokens() == null || usage.outputTokens() == null) {
            return null;
        }
        long read = orZero(usage.cacheReadInputTokens());
        long written = orZero(usage.cacheWriteInputTokens());
        long writtenForAnHour = 0;
        for (CacheDetail detail : usage.cacheDetails()) {
            if (detail.ttl() == CacheTTL.VALUE_1_H) {
                writtenForAnHour += orZero(detail.inputTokens());
            }
        }
        writtenForAnHour = Math.min(writtenForAnHour, written);
        // the total holds them all (recorded), so that it tells whether a count is missing
        long told = orZero(usage.inputTokens()) + read + written;
        long total = orZero(usage.totalTokens()) - orZero(usage.outputTokens());
        return new Usage(
                Math.max(told, total),
                read,
                written - writtenForAnHour,
                writtenForAnHour,
                orZero(usage.outputTokens()),
                0);
    }

    private static @Nullable Part part(@Nullable ContentBlock block, Map<String, String> toolNames) {
        if (block == null) {
            throw garbage();
        }
        return switch (block.type()) {
            case TEXT -> block.text().isEmpty() ? null : new Part.Text(block.text());
            case TOOL_USE -> toolCall(block.toolUse(), toolNames);
            case REASONING_CONTENT -> reasoning(block.reasoningContent());
            case CITATIONS_CONTENT ->
                new Part.Text(block.citationsContent().content().stream()
                        .map(CitationGeneratedContent::text)
                        .collect(Collectors.joining()));
            case IMAGE, DOCUMENT, VIDEO, AUDIO, TOOL_RESULT, GUARD_CONTENT, CACHE_POINT, SEARCH_RESULT -> null;
            case UNKNOWN_TO_SDK_VERSION -> throw garbage();
        };
    }

    private static Part toolCall(ToolUseBlock use, Map<String, String> toolNames) {
        Document input = use.input();
        if (use.toolUseId() == null || use.name() == null || input == null || !(input.isNull() || input.isMap())) {
            throw garbage();
        }
        return new Part.ToolCall(
                use.toolUseId(),
                toolNames.getOrDefault(use.name(), use.name()),
                input.isNull() ? Json.EMPTY_OBJECT : BedrockDocument.json(input),
                null);
    }

    private static @Nullable Part reasoning(ReasoningContentBlock reasoning) {
        return switch (reasoning.type()) {
            case REASONING_TEXT -> {
                String text = reasoning.reasoningText().text();
                yield new Part.Thinking(
                        text == null ? "" : text, reasoning.reasoningText().signature());
            }
            case REDACTED_CONTENT ->
                new Part.RedactedThinking(Base64.getEncoder()
                        .encodeToString(reasoning.redactedContent().asByteArrayUnsafe()));
            case UNKNOWN_TO_SDK_VERSION -> throw garbage();
        };
    }

    private static long orZero(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
