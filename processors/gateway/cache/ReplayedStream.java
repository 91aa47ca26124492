package gateway.cache;

import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Event;
import gateway.model.Part;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer as a stream: as fast as its receiver takes it. Confined to one event loop. */
final class ReplayedStream implements Stream {
    /** Characters of an event: some hundred tokens. */
    private static final int PIECE = 512;

    /** Events between two looks at whether the receiver is full. */
    private static final int BURST = 8;

    private final List<Chunk> chunks;
    private @Nullable Receiver receiver;
    private int at;
    private boolean paused;
    private boolean running;
    private boolean over;

    ReplayedStream(Completion completion) {
        this.chunks = chunks(completion);
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
        run(to);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (receiver != null) {
            run(receiver);
        }
    }

    @Override
    public void cancel() {
        if (!over && receiver != null) {
            over = true;
            receiver.cancelled();
        }
    }

    /** Whoever is given an event may ask for a break, for more, or for the end of it, within the call. */
    private void run(Receiver to) {
        if (running) {
            return;
        }
        running = true;
        while (!paused && !over && at < chunks.size()) {
            to.next(new Event(List.of(chunks.get(at++)), null));
            if (at % BURST == 0) {
                to.flush();
            }
        }
        running = false;
        if (!over && at == chunks.size() && !paused) {
            over = true;
            to.flush();
            to.end();
        } else if (!over) {
            to.flush();
        }
    }

    private static List<Chunk> chunks(Completion completion) {
        List<Chunk> chunks = new ArrayList<>();
        chunks.add(new Chunk.Started(completion.id(), completion.model()));
        for (Part part : completion.content()) {
            switch (part) {
                case Part.Text text -> pieces(text.text()).forEach(piece -> chunks.add(new Chunk.TextDelta(piece)));
                case Part.Thinking thinking -> {
                    pieces(thinking.text()).forEach(piece -> chunks.add(new Chunk.ThinkingDelta(piece)));
                    if (thinking.signature() != null) {
                        chunks.add(new Chunk.ThinkingSignature(thinking.signature()));
                    }
                }
                case Part.RedactedThinking redacted -> chunks.add(new Chunk.RedactedThinkingBlock(redacted.data()));
                default -> throw new IllegalArgumentException("an answer with more than text is not kept");
            }
        }
        chunks.add(new Chunk.Finished(completion.finish(), completion.stopSequence()));
        if (completion.usage() != null) {
            chunks.add(new Chunk.UsageSeen(completion.usage()));
        }
        return List.copyOf(chunks);
    }

    /** Cut between characters, and never within one. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + PIECE);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to++;
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
