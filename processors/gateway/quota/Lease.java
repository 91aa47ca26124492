package gateway.quota;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * A slice of a counter that one replica holds. One of nothing is kept until it expires, so that a repeated exchange is
 * recognised.
 *
 * @param held how much, not yet settled
 * @param open of this, what may have been used when the replica is heard of no more
 * @param sequence number of the exchange that made it so
 * @param expires when it may be taken back
 */
public record Lease(long held, long open, long sequence, Instant expires) {
    private static final int PARTS = 4;

    public Lease {
        if (open < 0 || held < open || sequence < 1) {
            throw new IllegalArgumentException("a lease holds at least what is open of it");
        }
    }

    /**
     * The lease that a store has as text.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Lease read(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("a lease has " + PARTS + " parts");
        }
        try {
            return new Lease(
                    Long.parseLong(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    Instant.parse(parts[3]));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a lease ends with a moment", e);
        }
    }

    /** Its form in stores. */
    public String text() {
        return held + " " + open + " " + sequence + " " + expires;
    }

    /** Whether it may be taken back. */
    public boolean isExpired(Instant now) {
        return expires.isBefore(now);
    }
}
