package gateway.session;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Words that nobody can guess. */
final class Secrets {
    private static final int BYTES = 32;

    private Secrets() {}

    /** 256 random bits, as base64url without padding: 43 characters. */
    static String next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
