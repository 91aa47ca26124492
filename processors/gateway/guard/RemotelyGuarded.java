package gateway.guard;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The push stage that shows a stream's text to a service, piece by piece, and lets go of a piece when it was judged.
 * Confined to one event loop, but for the call of the service.
 */
final class RemotelyGuarded implements Receiver {
    /** A piece: a service counts by the thousand characters, and knows more of a longer text. */
    static final int PIECE = 600;

    /** From so much unjudged text on the provider is asked for a break. */
    private static final int MUCH = 8 * PIECE;

    private final Function<List<String>, RemoteVerdict> judge;
    private final Stream source;
    private final Executor relay;
    private final Executor blocking;
    private final Receiver next;
    private List<Event> held = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private boolean asking;
    private boolean paused;
    private boolean over;
    private @Nullable Runnable ending;

    /**
     * Takes whom it asks.
     *
     * @param judge may block
     * @param source is paused and given up
     * @param relay runs tasks on the stream's event loop
     * @param blocking runs the judge
     */
    RemotelyGuarded(
            Function<List<String>, RemoteVerdict> judge,
            Stream source,
            Executor relay,
            Executor blocking,
            Receiver next) {
        this.judge = judge;
        this.source = source;
        this.relay = relay;
        this.blocking = blocking;
        this.next = next;
    }

    @Override
    public void next(Event event) {
        if (over) {
            return;
        }
        held.add(event);
        boolean last = false;
        for (Chunk chunk : event.chunks()) {
            switch (chunk) {
                case Chunk.TextDelta delta -> text.append(delta.text());
                case Chunk.Finished finished -> last = true;
                default -> {}
            }
        }
        if (text.length() >= MUCH && !paused) {
            paused = true;
            source.pause();
        }
        proceed(last);
    }

    /** Lets go of what needs no verdict, and asks for one as soon as there is a piece. */
    private void proceed(boolean last) {
        if (asking) {
            return;
        }
        if (text.isEmpty()) {
            held.forEach(next::next);
            held.clear();
            if (ending != null) {
                over = true;
                ending.run();
            }
            return;
        }
        if (text.length() < PIECE && !last && ending == null) {
            return;
        }
        List<Event> piece = held;
        String shown = text.toString();
        held = new ArrayList<>();
        text = new StringBuilder();
        asking = true;
        blocking.execute(() -> {
            RemoteVerdict verdict = shown.isBlank() ? new RemoteVerdict.Passed() : ask(shown);
            relay.execute(() -> judged(piece, verdict));
        });
    }

    private RemoteVerdict ask(String shown) {
        try {
            return judge.apply(List.of(shown));
        } catch (RuntimeException e) {
            return new RemoteVerdict.Failed("fault", false);
        }
    }

    private void judged(List<Event> piece, RemoteVerdict verdict) {
        asking = false;
        if (over) {
            return;
        }
        switch (verdict) {
            case RemoteVerdict.Passed passed -> piece.forEach(next::next);
            case RemoteVerdict.Masked masked -> mask(piece, masked.texts().getFirst());
            case RemoteVerdict.Blocked blocked -> {
                over = true;
                source.cancel();
                next.next(new Event(List.of(new Chunk.Finished(FinishReason.CONTENT_FILTER, null)), null));
                next.end();
                return;
            }
            case RemoteVerdict.Failed failed -> {
                over = true;
                source.cancel();
                next.fail(Failure.of(Failure.Kind.BROKEN, "guardrail_unavailable"));
                return;
            }
        }
        next.flush();
        if (paused && text.length() < MUCH) {
            paused = false;
            source.resume();
        }
        proceed(ending != null);
    }

    /** The masked text goes with the first event that has text; the others lose theirs. */
    private void mask(List<Event> piece, String masked) {
        String rest = masked;
        for (Event event : piece) {
            List<Chunk> chunks = new ArrayList<>(event.chunks().size());
            boolean changed = false;
            for (Chunk chunk : event.chunks()) {
                if (chunk instanceof Chunk.TextDelta) {
                    changed = true;
                    if (!rest.isEmpty()) {
                        chunks.add(new Chunk.TextDelta(rest));
                        rest = "";
                    }
                } else {
                    chunks.add(chunk);
                }
            }
            next.next(changed ? new Event(chunks, null) : event);
        }
    }

    @Override
    public void flush() {
        next.flush();
    }

    @Override
    public void end() {
        if (!over) {
            ending = next::end;
            proceed(true);
        }
    }

    @Override
    public void fail(Failure failure) {
        if (!over) {
            ending = () -> next.fail(failure);
            proceed(true);
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
