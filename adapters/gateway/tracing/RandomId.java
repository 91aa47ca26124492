package gateway.tracing;

import java.util.concurrent.ThreadLocalRandom;

/** Numbers of spans and traces; they are no secrets. */
final class RandomId {
    private RandomId() {}

    /** A number that is not 0, which would be no id. */
    static long next() {
        long number;
        do {
            number = ThreadLocalRandom.current().nextLong();
        } while (number == 0);
        return number;
    }
}
