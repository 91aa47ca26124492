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
    /** The first piece is short, for the caller waits for its first token. */
    private static final Piece FIRST = new Piece(200, 300, 400);

    /** A service counts by the thousand characters, and knows more of a longer text. */
    private static final Piece LATER = new Piece(600, 900, 1_000);

    /** From so much unjudged text on the provider is asked for a break. */
    private static final int MUCH = 4_800;

    private static final String ENDS_OF_SENTENCES = ".!?:;\u3002\uff01\uff1f";

    private final Function<List<String>, RemoteVerdict> judge;
    private final Stream source;
    private final Executor relay;
    private final Executor blocking;
    private final Receiver next;
    private List<Event> held = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private Piece size = FIRST;
    /** The last place within what is held at which a sentence ends. */
    private Seam sentence = Seam.NONE;
    /** The last one at which a word ends. */
    private Seam word = Seam.NONE;

    private boolean asking;
    private boolean paused;
    private boolean over;
    private @Nullable Runnable ending;

    /**
     * When a piece is large enough, in characters.
     *
     * @param sentence if a sentence ends there
     * @param word if a word ends there
     * @param most wherever it ends
     */
    private record Piece(int sentence, int word, int most) {}

    /**
     * A place between two events where nothing is cut in two.
     *
     * @param event number of the event behind it
     * @param length characters before it
     */
    private record Seam(int event, int length) {
        static final Seam NONE = new Seam(0, 0);

        Seam without(Seam gone) {
            return length > gone.length ? new Seam(event - gone.event, length - gone.length) : NONE;
        }
    }

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
        StringBuilder added = new StringBuilder();
        boolean last = false;
        for (Chunk chunk : event.chunks()) {
            switch (chunk) {
                case Chunk.TextDelta delta -> added.append(delta.text());
                case Chunk.Finished finished -> last = true;
                default -> {}
            }
        }
        if (!added.isEmpty()) {
            look(added);
        }
        held.add(event);
        text.append(added);
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
        boolean all = last || ending != null;
        Seam end = all ? whole() : seam();
        if (end.length() == 0) {
            return;
        }
        List<Event> piece = new ArrayList<>(held.subList(0, end.event()));
        String shown = text.substring(0, end.length());
        held = new ArrayList<>(held.subList(end.event(), held.size()));
        text.delete(0, end.length());
        sentence = sentence.without(end);
        word = word.without(end);
        size = LATER;
        asking = true;
        blocking.execute(() -> {
            RemoteVerdict verdict = shown.isBlank() ? new RemoteVerdict.Passed() : ask(shown);
            relay.execute(() -> judged(piece, verdict));
        });
    }

    /** Looks whether a sentence or a word ends before what is added. */
    private void look(CharSequence added) {
        int at = text.length();
        boolean apart =
                at > 0 && (Character.isWhitespace(text.charAt(at - 1)) || Character.isWhitespace(added.charAt(0)));
        if (!apart) {
            return;
        }
        word = new Seam(held.size(), at);
        int end = at;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1)) && text.charAt(end - 1) != '\n') {
            end--;
        }
        if (end > 0 && (text.charAt(end - 1) == '\n' || ENDS_OF_SENTENCES.indexOf(text.charAt(end - 1)) >= 0)) {
            sentence = word;
        }
    }

    /** Where the piece ends that can be judged now; nowhere, if there is none. */
    private Seam seam() {
        if (sentence.length() >= size.sentence()) {
            return sentence;
        }
        if (word.length() >= size.word()) {
            return word;
        }
        if (text.length() < size.most()) {
            return Seam.NONE;
        }
        return word.length() > 0 ? word : whole();
    }

    private Seam whole() {
        return new Seam(held.size(), text.length());
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
                if (chunk instanceof Chunk.TextDelta delta) {
                    changed = true;
                    if (!rest.isEmpty()) {
                        chunks.add(delta.with(rest));
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
