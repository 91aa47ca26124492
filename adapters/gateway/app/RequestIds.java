package gateway.app;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Makes request ids of 100 random bits. Thread-safe. */
final class RequestIds implements Supplier<String> {
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 20;

    @Override
    public String get() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder id = new StringBuilder("req_");
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return id.toString();
    }
}
