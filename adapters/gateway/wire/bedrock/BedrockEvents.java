package gateway.wire.bedrock;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler.Visitor;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlockDelta;

/**
 * Reads one streamed answer of Bedrock. Usage comes after the message's end, and a guardrail's trace beside it is never
 * read: it holds the raw personal data that was found. Not thread-safe: events come one after the other.
 */
public final class BedrockEvents {
    private final String id;
    private final Map<String, String> toolNames;
    private final Map<Integer, Integer> toolIndexes = new HashMap<>();
    private final Reader reader = new Reader();
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean stopped;

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

    /** What an event means; no chunks for one that means nothing here. */
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
                toolIndexes.put(event.contentBlockIndex(), index);
                String name = start.toolUse().name();
                chunks.add(new Chunk.ToolCallStarted(
                        index, start.toolUse().toolUseId(), toolNames.getOrDefault(name, name), null));
            }
        }

        @Override
        public void visitContentBlockDelta(ContentBlockDeltaEvent event) {
            if (event.delta() == null) {
                return;
            }
            switch (event.delta().type()) {
                case TEXT -> {
                    if (!event.delta().text().isEmpty()) {
                        chunks.add(new Chunk.TextDelta(event.delta().text()));
                    }
                }
                case TOOL_USE ->
                    addArguments(event.contentBlockIndex(), event.delta().toolUse());
                case REASONING_CONTENT -> addReasoning(event.delta().reasoningContent());
                case TOOL_RESULT, CITATION, IMAGE, UNKNOWN_TO_SDK_VERSION -> {
                    // nothing that a client's dialect could carry
                }
            }
        }

        @Override
        public void visitMessageStop(MessageStopEvent event) {
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

        private void addArguments(Integer block, ToolUseBlockDelta delta) {
            Integer index = toolIndexes.get(block);
            if (index != null && delta.input() != null && !delta.input().isEmpty()) {
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
                case UNKNOWN_TO_SDK_VERSION -> {
                    // nothing that a client's dialect could carry
                }
            }
        }
    }
}
