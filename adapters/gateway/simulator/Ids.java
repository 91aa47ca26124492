package gateway.simulator;

import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that look like a provider's and never repeat within one simulator. Thread-safe. */
final class Ids {
    private static final int LENGTH = 22;

    private final AtomicLong last = new AtomicLong();

    String next(String prefix) {
        String number = Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
        return prefix + "sim" + "0".repeat(LENGTH - 3 - number.length()) + number;
    }
}
