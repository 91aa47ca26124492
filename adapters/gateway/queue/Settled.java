package gateway.queue;

import gateway.redelivery.Fate;

/**
 * A message of which it is decided what becomes of it.
 *
 * @param answered what the chain says to it
 * @param fate what becomes of it
 */
public record Settled(Answered answered, Fate fate) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Settled[" + fate + "]";
    }
}
