package gateway.drill;

import java.util.Arrays;

/** When the tokens of many streams came. Thread-safe. */
final class Beats {
    private static final long BEAT_MICROS = 1_000_000;
    private static final int AT_FIRST = 1 << 16;

    private final String name;
    private final long[] last;
    private final StringBuilder[] open;
    private long[] delays = new long[AT_FIRST];
    private int count;
    private long longest;
    private int begun;
    private int ended;
    private int broken;
    private String why = "";

    Beats(String name, int streams) {
        this.name = name;
        this.last = new long[streams];
        this.open = new StringBuilder[streams];
    }

    /**
     * The tokens of some time.
     *
     * @param median microseconds from being sent to being read
     * @param slowest the same, of which one in a hundred took longer
     * @param stall microseconds of the longest pause between two tokens of a stream, less the beat
     */
    record Span(String name, int tokens, long median, long slowest, long stall) {}

    String name() {
        return name;
    }

    /** Text of a stream has come: a token is there once its space is. */
    synchronized void text(int stream, CharSequence text) {
        StringBuilder word = open[stream];
        if (word == null) {
            word = new StringBuilder();
            open[stream] = word;
            begun++;
        }
        word.append(text);
        int space = word.indexOf(" ");
        while (space >= 0) {
            if (space == Stamp.LENGTH) {
                token(stream, Stamp.age(word, 0));
            } else {
                broken(stream, "no token of ours: a word of " + space);
            }
            word.delete(0, space + 1);
            space = word.indexOf(" ");
        }
    }

    /** A stream has come to its good end. */
    synchronized void end() {
        ended++;
    }

    /** A stream has ended otherwise. */
    synchronized void broken(int stream, String reason) {
        broken++;
        if (why.isEmpty()) {
            why = "stream " + stream + ": " + reason;
        }
    }

    /** Streams that have begun. */
    synchronized int begun() {
        return begun;
    }

    /** Streams with a good end. */
    synchronized int ended() {
        return ended;
    }

    /** Streams that broke off or were refused. */
    synchronized int broken() {
        return broken;
    }

    /** Why the first one did. */
    synchronized String why() {
        return why;
    }

    /** All since the last call. */
    synchronized Span take() {
        long[] some = Arrays.copyOf(delays, count);
        Arrays.sort(some);
        Span span = new Span(name, count, share(some, 0.5), share(some, 0.99), longest);
        count = 0;
        longest = 0;
        return span;
    }

    private static long share(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }

    private void token(int stream, long age) {
        if (age < 0) {
            broken(stream, "a token that is none");
            return;
        }
        long now = System.nanoTime() / 1_000;
        if (last[stream] != 0) {
            longest = Math.max(longest, now - last[stream] - BEAT_MICROS);
        }
        last[stream] = now;
        if (count == delays.length) {
            delays = Arrays.copyOf(delays, 2 * count);
        }
        delays[count] = age;
        count++;
    }
}
