package gateway.guard;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The push stage that judges a stream and takes placeholders back. What is safe goes on in the very event it came in;
 * an event that changes loses its bytes and is replaced one for one. Confined to one event loop.
 */
final class GuardedStream implements Receiver {
    private final AnswerRules rules;
    private final Stream source;
    private final Receiver next;
    private final Window spoken;
    private final Window thought;
    private final Map<Integer, Window> calls = new HashMap<>();
    /** Events in their order, of which the first waits for its window. */
    private final Deque<Held> queue = new ArrayDeque<>();

    private @Nullable Window latest;
    private boolean over;

    /**
     * An event that waits.
     *
     * @param window of its text; null if it has none
     * @param length of its text
     */
    private record Held(Event event, @Nullable Window window, int length) {}

    GuardedStream(AnswerRules rules, Stream source, Receiver next) {
        this.rules = rules;
        this.source = source;
        this.next = next;
        this.spoken = new Window(rules, false, true);
        // a seal may follow, under which nothing must have changed
        this.thought = new Window(rules, false, false);
    }

    @Override
    public void next(Event event) {
        if (over) {
            return;
        }
        List<Chunk> chunks = event.chunks();
        if (texts(chunks) <= 1) {
            hold(event);
        } else {
            chunks.forEach(chunk -> hold(new Event(List.of(chunk), null)));
        }
    }

    private static int texts(List<Chunk> chunks) {
        int texts = 0;
        for (Chunk chunk : chunks) {
            if (!text(chunk).isEmpty()) {
                texts++;
            }
        }
        return texts;
    }

    private void hold(Event event) {
        Window window = null;
        int length = 0;
        for (Chunk chunk : event.chunks()) {
            String text = text(chunk);
            if (!text.isEmpty()) {
                window = window(chunk);
                if (window != latest) {
                    turn(window);
                }
                window.add(text);
                length = text.length();
            } else if (chunk instanceof Chunk.Finished || chunk instanceof Chunk.ToolCallStarted) {
                turn(null);
            }
        }
        queue.add(new Held(event, window, length));
        if (window != null) {
            release(window, false);
        } else {
            drain();
        }
    }

    /** What was said so far in other places is complete, except for tool calls, whose pieces may come in turns. */
    private void turn(@Nullable Window to) {
        latest = to;
        for (Window each : to == null || to == spoken || to == thought ? all() : List.of(spoken, thought)) {
            if (each != to) {
                release(each, true);
            }
        }
    }

    private List<Window> all() {
        List<Window> all = new ArrayList<>(calls.values());
        all.add(spoken);
        all.add(thought);
        return all;
    }

    private void release(Window window, boolean last) {
        if (!over) {
            window.judge(last);
            drain();
        }
        if (!over && window.blocked() != null) {
            refuse();
        }
    }

    /** Lets go of all that no window holds back. */
    private void drain() {
        while (!over && !queue.isEmpty()) {
            Held first = queue.peek();
            Window window = first.window();
            if (window == null) {
                next.next(queue.remove().event());
                continue;
            }
            if (window.blocked() != null) {
                refuse();
                return;
            }
            int safe = window.safe();
            if (safe >= first.length()) {
                queue.remove();
                String instead = window.take(first.length());
                next.next(instead == null ? first.event() : with(first.event(), instead));
            } else if (first.length() <= Window.MOST && window.isFull()) {
                // no piece is torn: a little more than must go is judged and let go
                window.judgeTo(first.length());
            } else if (first.length() > Window.MOST && safe > 0) {
                split(queue.remove(), window, safe);
                return;
            } else {
                return;
            }
        }
    }

    /** Of a large event the safe part goes, and the rest waits. */
    private void split(Held held, Window window, int safe) {
        Chunk whole = held.event().chunks().stream()
                .filter(chunk -> !text(chunk).isEmpty())
                .findFirst()
                .orElseThrow();
        String text = text(whole);
        String instead = window.take(safe);
        String part = instead == null ? text.substring(0, safe) : instead;
        next.next(with(held.event(), part));
        Event rest = new Event(List.of(with(whole, text.substring(safe))), null);
        queue.addFirst(new Held(rest, window, held.length() - safe));
    }

    /** The event with another text; without text, if that is empty. */
    private static Event with(Event event, String text) {
        List<Chunk> chunks = new ArrayList<>(event.chunks().size());
        for (Chunk chunk : event.chunks()) {
            if (text(chunk).isEmpty()) {
                chunks.add(chunk);
            } else if (!text.isEmpty()) {
                chunks.add(with(chunk, text));
            }
        }
        return new Event(chunks, null);
    }

    private static Chunk with(Chunk chunk, String text) {
        return switch (chunk) {
            case Chunk.ThinkingDelta thinking -> new Chunk.ThinkingDelta(text);
            case Chunk.ToolCallArguments arguments -> new Chunk.ToolCallArguments(arguments.index(), text);
            case Chunk.TextDelta delta -> delta.with(text);
            default -> new Chunk.TextDelta(text);
        };
    }

    private Window window(Chunk chunk) {
        return switch (chunk) {
            case Chunk.ThinkingDelta thinking -> thought;
            case Chunk.ToolCallArguments arguments ->
                calls.computeIfAbsent(arguments.index(), _ -> new Window(rules, true, true));
            default -> spoken;
        };
    }

    private static String text(Chunk chunk) {
        return switch (chunk) {
            case Chunk.TextDelta delta -> delta.text();
            case Chunk.ThinkingDelta thinking -> thinking.text();
            case Chunk.ToolCallArguments arguments -> arguments.fragment();
            default -> "";
        };
    }

    private void refuse() {
        over = true;
        queue.clear();
        source.cancel();
        next.next(new Event(List.of(new Chunk.Finished(FinishReason.CONTENT_FILTER, null)), null));
        next.end();
    }

    /** Judges what is left as complete; false if the answer has ended already, or ends here. */
    private boolean finish() {
        if (!over) {
            turn(null);
        }
        if (over) {
            return false;
        }
        over = true;
        return true;
    }

    @Override
    public void flush() {
        if (!over) {
            next.flush();
        }
    }

    @Override
    public void end() {
        if (finish()) {
            next.end();
        }
    }

    @Override
    public void fail(Failure failure) {
        if (finish()) {
            next.fail(failure);
        }
    }

    @Override
    public void cancelled() {
        if (!over) {
            over = true;
            next.cancelled();
        }
    }
}
