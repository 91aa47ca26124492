package gateway.control;

import gateway.model.Redacted;
import java.util.random.RandomGenerator;

/**
 * A key that was just made, the only time that it can be shown.
 *
 * @param id stands in logs and reports
 * @param key the whole of it, as {@code sk-serai-ID-SECRET}
 */
public record NewKey(String id, Redacted key) {
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int ID_LENGTH = 12;
    /** 5 bits each: 215 bits. */
    private static final int SECRET_LENGTH = 43;

    /** A new secret for an id. */
    public static NewKey of(String id, RandomGenerator random) {
        return new NewKey(id, new Redacted("sk-serai-" + id + "-" + text(SECRET_LENGTH, random)));
    }

    /** A new id, which begins with a letter. */
    public static String id(RandomGenerator random) {
        return "k" + text(ID_LENGTH - 1, random);
    }

    /** What is kept of the key. */
    public String hash() {
        return KeyHash.of(key.value());
    }

    private static String text(int length, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
