package gateway.wire.anthropic;

import gateway.model.Chunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts the pieces of a streamed answer into blocks, one after the other. Other dialects may send the pieces of several
 * tool calls in turns, while here a block must end before the next one begins: so the first block goes out as it comes,
 * and later ones are held back until it is complete. Confined to one event loop.
 */
final class BlockQueue {
    private final Frames frames;
    private final Deque<Block> waiting = new ArrayDeque<>();
    private final Map<Integer, Block> calls = new HashMap<>();
    private int opened;

    BlockQueue(Frames frames) {
        this.frames = frames;
    }

    /** More text. */
    void text(String text) {
        if (!(waiting.peekLast() instanceof Block.Text)) {
            push(new Block.Text());
        }
        waiting.getLast().add(text, frames);
    }

    /** More reasoning. */
    void thinking(String text) {
        thinking().add(text, frames);
    }

    /** The seal over the reasoning so far. */
    void seal(String signature) {
        thinking().seal(signature);
        advance();
    }

    /** Encrypted reasoning. */
    void redacted(String data) {
        push(new Block.Redacted(data));
    }

    /** A tool call begins. */
    void toolCall(Chunk.ToolCallStarted started) {
        Block call = new Block.ToolCall(started.id(), started.name());
        calls.put(started.index(), call);
        push(call);
    }

    /** More of a tool call; nothing for a call that is unknown or whose input is whole already. */
    void arguments(Chunk.ToolCallArguments arguments) {
        Block call = calls.get(arguments.index());
        if (call != null && !call.isComplete()) {
            call.add(arguments.fragment(), frames);
            advance();
        }
    }

    /** Ends every block. */
    void finish() {
        waiting.forEach(Block::complete);
        advance();
    }

    private Block.Thinking thinking() {
        if (waiting.peekLast() instanceof Block.Thinking last && !last.isComplete()) {
            return last;
        }
        Block.Thinking block = new Block.Thinking();
        push(block);
        return block;
    }

    private void push(Block block) {
        Block last = waiting.peekLast();
        if (last != null && !(last instanceof Block.ToolCall)) {
            last.complete();
        }
        waiting.addLast(block);
        advance();
    }

    private void advance() {
        Block first = waiting.peekFirst();
        while (first != null) {
            if (first.index() < 0) {
                first.open(opened++, frames);
            }
            if (!first.isComplete()) {
                return;
            }
            first.close(frames);
            waiting.removeFirst();
            first = waiting.peekFirst();
        }
    }
}
