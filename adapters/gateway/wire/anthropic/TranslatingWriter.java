package gateway.wire.anthropic;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Outcome;
import gateway.model.Reasoning;
import gateway.model.Usage;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.HandoverNotice;
import gateway.wire.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed answer of another dialect. The message begins with its first content, so that usage which is told
 * before it is in; and it is told to be finished at the very end, since usage may come after the finish. Confined to
 * one event loop.
 */
final class TranslatingWriter implements EventWriter {
    private final Frames frames = new Frames();
    private final BlockQueue blocks = new BlockQueue(frames);
    private final boolean showsThinking;
    private String id;
    private String model;
    private Usage usage = Usage.NONE;
    private Chunk.@Nullable Finished finished;
    private boolean begun;
    private boolean over;

    TranslatingWriter(Outcome outcome) {
        Reasoning reasoning = outcome.chat().reasoning();
        showsThinking = reasoning != null && reasoning.visible();
        id = AnswerWriter.idOf(outcome);
        model = outcome.served().deployment().model();
    }

    @Override
    public void next(Event event, ByteSink out) {
        for (Chunk chunk : event.chunks()) {
            if (chunk instanceof Chunk.Handover handover && !over) {
                HandoverNotice.write(handover, out);
            }
            take(chunk);
        }
        frames.flush(out);
    }

    @Override
    public void end(ByteSink out) {
        if (over) {
            return;
        }
        over = true;
        begin();
        blocks.finish();
        frames.finish(finished, usage);
        frames.stop();
        frames.flush(out);
    }

    @Override
    public void fail(Problem problem, ByteSink out) {
        if (over) {
            return;
        }
        over = true;
        frames.error(problem);
        frames.flush(out);
    }

    private void take(Chunk chunk) {
        if (over) {
            return;
        }
        if (chunk.semantic()) {
            begin();
        }
        switch (chunk) {
            case Chunk.Started started -> {
                id = started.id().isEmpty() ? id : started.id();
                model = started.model().isEmpty() ? model : started.model();
            }
            case Chunk.TextDelta delta -> {
                if (!delta.text().isEmpty()) {
                    blocks.text(delta.text());
                }
            }
            case Chunk.ThinkingDelta delta -> {
                if (showsThinking && !delta.text().isEmpty()) {
                    blocks.thinking(delta.text());
                }
            }
            case Chunk.ThinkingSignature seal -> blocks.seal(seal.signature());
            case Chunk.RedactedThinkingBlock block -> blocks.redacted(block.data());
            case Chunk.ToolCallStarted started -> blocks.toolCall(started);
            case Chunk.ToolCallArguments arguments -> {
                if (!arguments.fragment().isEmpty()) {
                    blocks.arguments(arguments);
                }
            }
            case Chunk.UsageSeen seen -> usage = seen.usage();
            case Chunk.Finished end -> {
                finished = end;
                blocks.finish();
            }
            case Chunk.Handover handover -> {
                // has been told
            }
            case Chunk.Done done -> {
                // the end is written when the stream has ended
            }
        }
    }

    private void begin() {
        if (!begun) {
            begun = true;
            frames.start(
                    id,
                    model,
                    new Usage(
                            usage.inputTokens(),
                            usage.cacheReadTokens(),
                            usage.cacheWriteTokens(),
                            usage.cacheWrite1hTokens(),
                            0,
                            0));
        }
    }
}
