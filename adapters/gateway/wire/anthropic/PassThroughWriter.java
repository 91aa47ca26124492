package gateway.wire.anthropic;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.wire.ByteSink;
import gateway.wire.EventWriter;
import gateway.wire.HandoverNotice;
import gateway.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes a streamed answer of the same dialect: its bytes go through untouched.
 *
 * <p>A stage that changes content takes the bytes away. If it does so from the first event on, the whole answer is
 * written anew. If it does so later, it must replace events one for one, and what it replaces is written as part of the
 * block that is open. Confined to one event loop.
 */
final class PassThroughWriter implements EventWriter {
    private static final byte[] BLOCK_START = "event: content_block_start".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BLOCK_STOP = "event: content_block_stop".getBytes(StandardCharsets.US_ASCII);

    private final TranslatingWriter anew;
    private final Frames frames = new Frames();
    private boolean decided;
    private boolean passing;
    private int openedBlocks;
    private Usage usage = Usage.NONE;
    private boolean over;
    /** Whether a block has begun that has not ended. */
    private boolean open;
    /** Whether another deployment goes on, whose blocks all have to be written. */
    private boolean handedOver;

    PassThroughWriter(Outcome outcome) {
        anew = new TranslatingWriter(outcome);
    }

    @Override
    public void next(Event event, ByteSink out) {
        ByteBuffer raw = event.raw();
        if (!decided && (raw != null || !event.chunks().isEmpty())) {
            decided = true;
            passing = raw != null;
        }
        if (!passing) {
            anew.next(event, out);
            return;
        }
        if (over) {
            return;
        }
        if (raw != null) {
            note(event, raw);
            out.put(raw);
            return;
        }
        replace(event, out);
        frames.flush(out);
    }

    @Override
    public void end(ByteSink out) {
        if (!passing) {
            anew.end(out);
        } else if (!over) {
            over = true;
            frames.stop();
            frames.flush(out);
        }
    }

    @Override
    public void fail(Problem problem, ByteSink out) {
        if (!passing) {
            anew.fail(problem, out);
        } else if (!over) {
            over = true;
            frames.error(problem);
            frames.flush(out);
        }
    }

    private void note(Event event, ByteBuffer raw) {
        if (isEvent(BLOCK_START, raw)) {
            openedBlocks++;
            open = true;
        } else if (isEvent(BLOCK_STOP, raw)) {
            open = false;
        }
        for (Chunk chunk : event.chunks()) {
            if (chunk instanceof Chunk.UsageSeen seen) {
                usage = seen.usage();
            } else if (chunk instanceof Chunk.Done) {
                over = true;
            }
        }
    }

    private static boolean isEvent(byte[] name, ByteBuffer raw) {
        int start = raw.position();
        if (raw.remaining() < name.length) {
            return false;
        }
        // the names of events differ at their ends
        for (int i = name.length - 1; i >= 0; i--) {
            if (raw.get(start + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private void replace(Event event, ByteSink out) {
        Chunk.@Nullable Finished finished = null;
        for (Chunk chunk : event.chunks()) {
            switch (chunk) {
                case Chunk.Started started -> frames.start(started.id(), started.model(), usage);
                case Chunk.TextDelta delta -> {
                    openText();
                    frames.text(block(), delta.text());
                }
                case Chunk.ThinkingDelta delta -> frames.thinking(block(), delta.text());
                case Chunk.ThinkingSignature seal -> frames.signature(block(), seal.signature());
                case Chunk.ToolCallArguments arguments -> frames.input(block(), arguments.fragment());
                case Chunk.RedactedThinkingBlock redacted -> frames.startRedacted(openedBlocks++, redacted.data());
                case Chunk.ToolCallStarted call -> {
                    closeBlock();
                    open = true;
                    frames.startToolCall(openedBlocks++, call.id(), call.name());
                }
                case Chunk.UsageSeen seen -> usage = seen.usage();
                case Chunk.Finished end -> finished = end;
                case Chunk.Handover handover -> {
                    handedOver |= handover.goesOn();
                    HandoverNotice.write(handover, out);
                }
                case Chunk.Done done -> {
                    over = true;
                    frames.stop();
                }
            }
        }
        if (finished != null) {
            closeBlock();
            frames.finish(finished, usage);
        }
    }

    private int block() {
        return Math.max(0, openedBlocks - 1);
    }

    private void openText() {
        if (handedOver && !open) {
            open = true;
            frames.startText(openedBlocks++);
        }
    }

    private void closeBlock() {
        if (handedOver && open) {
            open = false;
            frames.stopBlock(block());
        }
    }
}
