package gateway.guard;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.GuardPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How long a guarded stream holds text back, in pieces of the stream: no clock is needed. */
public final class StreamDelay {
    private static final Pattern WORD_END = Pattern.compile("(?<=\\S)(?=\\s)");

    private final LocalEngine engine;
    private final GuardPolicy policy;

    /** Takes what looks, and by which policy. */
    public StreamDelay(LocalEngine engine, GuardPolicy policy) {
        this.engine = engine;
        this.policy = policy;
    }

    /**
     * What a stream of one text was held back.
     *
     * @param first pieces that came before the first text was let go
     * @param held chars that were held after each piece
     */
    public record Delay(int first, List<Integer> held) {}

    /** Streams a text in pieces of a word each, as models do. */
    public Delay of(String text) {
        Heard client = new Heard();
        AnswerRules rules = new AnswerRules(engine, policy, new Restorer(Map.of()), GuardListener.NONE);
        GuardedStream stream = new GuardedStream(rules, new Source(), client);
        int first = 0;
        int sent = 0;
        int pieces = 0;
        List<Integer> held = new ArrayList<>();
        for (String piece : WORD_END.split(text, -1)) {
            stream.next(new Event(List.of(new Chunk.TextDelta(piece)), null));
            pieces++;
            sent += piece.length();
            held.add(sent - client.received);
            if (first == 0 && client.received > 0) {
                first = pieces;
            }
        }
        stream.end();
        return new Delay(first == 0 ? pieces : first, held);
    }
}
