package gateway.wire.bedrock;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler.Visitor;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockDelta;

/**
 * Reads one streamed answer of Bedrock. Usage comes after the message's end, and a guardrail's trace beside it is never
 * read: it holds the raw personal data that was found. Not thread-safe: events come one after the other.
 */
public final class BedrockEvents {
    private final String id;
    private final Map<String, String> toolNames;
    private final Map<Integer, Integer> toolIndexes = new HashMap<>();
    /** Calls of which no arguments have come, if only empty ones. */
    private final Set<Integer> bare = new HashSet<>();

    private final Reader reader = new Reader();
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean stopped;
    /** Whether there was a text, if only an empty one, or a call. */
    private boolean said;
    /** Whether something came of a kind that is unknown. */
    private boolean unknown;

    /**
     * Starts an answer.
     *
     * @param id the provider's id of it; empty for none
     * @param toolNames the tools' names that were changed in the request, as in {@link BedrockRequest#toolNames}
     */
    public BedrockEvents(String id, Map<String, String> toolNames) {
        this.id = id;
        this.toolNames = toolNames;
    }

    /**
     * What an event means; no chunks for one that means nothing here.
     *
     * @throws gateway.model.FailedException if it lacks a field without which it means nothing, or if the answer ends
     *     and what it must hold by its own words did not come
     */
    public Event next(ConverseStreamOutput event) {
        chunks.clear();
        event.accept(reader);
        return new Event(chunks, null);
    }

    /** Whether the answer was complete, if the connection ended now. */
    public boolean complete() {
        return stopped;
    }

    /** Sorts the events by their type; those that it does not name mean nothing here. */
    private final class Reader implements Visitor {
        @Override
        public void visitMessageStart(MessageStartEvent event) {
            chunks.add(new Chunk.Started(id, ""));
        }

        @Override
        public void visitContentBlockStart(ContentBlockStartEvent event) {
            ContentBlockStart start = event.start();
            if (start != null && start.type() == ContentBlockStart.Type.TOOL_USE) {
                int index = toolIndexes.size();
                String name = start.toolUse().name();
                if (event.contentBlockIndex() == null
                        || name == null
                        || start.toolUse().toolUseId() == null) {
                    throw BedrockAnswer.garbage();
                }
                toolIndexes.put(event.contentBlockIndex(), index);
                bare.add(event.contentBlockIndex());
                said = true;
                chunks.add(new Chunk.ToolCallStarted(
                        index, start.toolUse().toolUseId(), toolNames.getOrDefault(name, name), null));
            } else {
                unknown |= start == null || start.type() == ContentBlockStart.Type.UNKNOWN_TO_SDK_VERSION;
            }
        }

        @Override
        public void visitContentBlockDelta(ContentBlockDeltaEvent event) {
            if (event.delta() == null) {
                throw BedrockAnswer.garbage();
            }
            switch (event.delta().type()) {
                case TEXT -> {
                    said = true;
                    if (!event.delta().text().isEmpty()) {
                        chunks.add(new Chunk.TextDelta(event.delta().text()));
                    }
                }
                case TOOL_USE ->
                    addArguments(event.contentBlockIndex(), event.delta().toolUse());
                case REASONING_CONTENT -> addReasoning(event.delta().reasoningContent());
                case TOOL_RESULT, CITATION, IMAGE -> {
                    // nothing that a client's dialect could carry
                }
                case UNKNOWN_TO_SDK_VERSION -> throw BedrockAnswer.garbage();
            }
        }

        @Override
        public void visitDefault(ConverseStreamOutput event) {
            unknown |= event.sdkEventType() == ConverseStreamOutput.EventType.UNKNOWN_TO_SDK_VERSION;
        }

        @Override
        public void visitMessageStop(MessageStopEvent event) {
            StopReason reason = event.stopReason();
            if (reason == null
                    || (reason == StopReason.TOOL_USE && toolIndexes.isEmpty())
                    || (unknown && (!said || !bare.isEmpty()))) {
                throw BedrockAnswer.garbage();
            }
            stopped = true;
            chunks.add(new Chunk.Finished(BedrockAnswer.finish(event.stopReason()), null));
        }

        @Override
        public void visitMetadata(ConverseStreamMetadataEvent event) {
            Usage usage = BedrockAnswer.usage(event.usage());
            if (usage != null) {
                chunks.add(new Chunk.UsageSeen(usage));
            }
            chunks.add(new Chunk.Done());
        }

        private void addArguments(@Nullable Integer block, ToolUseBlockDelta delta) {
            if (block == null || delta.input() == null) {
                throw BedrockAnswer.garbage();
            }
            bare.remove(block);
            Integer index = toolIndexes.get(block);
            if (index != null && !delta.input().isEmpty()) {
                chunks.add(new Chunk.ToolCallArguments(index, delta.input()));
            }
        }

        private void addReasoning(ReasoningContentBlockDelta delta) {
            switch (delta.type()) {
                case TEXT -> {
                    if (!delta.text().isEmpty()) {
                        chunks.add(new Chunk.ThinkingDelta(delta.text()));
                    }
                }
                case SIGNATURE -> chunks.add(new Chunk.ThinkingSignature(delta.signature()));
                case REDACTED_CONTENT ->
                    chunks.add(new Chunk.RedactedThinkingBlock(Base64.getEncoder()
                            .encodeToString(delta.redactedContent().asByteArrayUnsafe())));
                case UNKNOWN_TO_SDK_VERSION -> throw BedrockAnswer.garbage();
            }
        }
    }
}
