package gateway.stream;

import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Part;
import gateway.model.Receiver;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The push stage that sees a stream pass, and makes a whole answer of it. Streams with tool calls, those that another
 * deployment went on with, and those that are too long are let go. Confined to one event loop.
 */
public final class CompletionCollector implements Receiver {
    private final Consumer<Completion> whole;
    private final int most;
    private final Receiver next;
    private final List<Part> content = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean thinking;
    private boolean lost;
    private int length;
    private String id = "";
    private String model = "";
    private Chunk.@Nullable Finished finished;
    private @Nullable Usage usage;

    /**
     * Takes what it stands between.
     *
     * @param most how many characters are seen, at most
     * @param whole is given the answer at its end, before the next place is told of it
     */
    public CompletionCollector(int most, Consumer<Completion> whole, Receiver next) {
        this.most = most;
        this.whole = whole;
        this.next = next;
    }

    @Override
    public void next(Event event) {
        if (!lost) {
            event.chunks().forEach(this::see);
        }
        next.next(event);
    }

    @Override
    public void flush() {
        next.flush();
    }

    @Override
    public void end() {
        Chunk.Finished end = finished;
        if (!lost && end != null) {
            close(null);
            FinishReason reason = end.reason();
            whole.accept(new Completion(id, model, content, reason, end.stopSequence(), usage));
        }
        next.end();
    }

    @Override
    public void fail(Failure failure) {
        next.fail(failure);
    }

    @Override
    public void cancelled() {
        next.cancelled();
    }

    private void see(Chunk chunk) {
        switch (chunk) {
            case Chunk.Started started -> {
                id = started.id().isEmpty() ? id : started.id();
                model = started.model().isEmpty() ? model : started.model();
            }
            case Chunk.TextDelta delta -> add(false, delta.text());
            case Chunk.ThinkingDelta delta -> add(true, delta.text());
            case Chunk.ThinkingSignature seal -> {
                thinking = true;
                length += seal.signature().length();
                close(seal.signature());
            }
            case Chunk.RedactedThinkingBlock block -> {
                close(null);
                length += block.data().length();
                content.add(new Part.RedactedThinking(block.data()));
            }
            case Chunk.Finished end -> finished = end;
            case Chunk.UsageSeen seen -> usage = seen.usage();
            case Chunk.Done _ -> {}
            case Chunk.ToolCallStarted _, Chunk.ToolCallArguments _, Chunk.Handover _ -> letGo();
        }
        if (length > most) {
            letGo();
        }
    }

    private void add(boolean thought, String text) {
        if (thought != thinking) {
            close(null);
            thinking = thought;
        }
        length += text.length();
        open.append(text);
    }

    /** Ends the part that was under way. */
    private void close(@Nullable String signature) {
        if (!open.isEmpty() || signature != null) {
            String text = open.toString();
            content.add(thinking ? new Part.Thinking(text, signature) : new Part.Text(text));
            open.setLength(0);
        }
    }

    private void letGo() {
        lost = true;
        content.clear();
        open.setLength(0);
        open.trimToSize();
    }
}
