package gateway.token;

import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.IntArrayList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What each token of cl100k_base stands for (<a href="https://github.com/openai/tiktoken">tiktoken</a>,
 * {@code openai_public.py}, read 2026-11). All are read once, as the library's own way back is not thread-safe.
 * Immutable.
 */
final class Vocabulary {
    private static final int PLAIN = 100_256;
    /** Ends of texts and marks of gaps in them. */
    private static final int[] SPECIAL = {100_257, 100_258, 100_259, 100_260, 100_276};

    private static final byte[] NOTHING = new byte[0];

    private final byte[][] words = new byte[SPECIAL[SPECIAL.length - 1] + 1][];

    private Vocabulary(Encoding encoding) {
        Arrays.fill(words, NOTHING);
        for (int token = 0; token < PLAIN; token++) {
            words[token] = word(encoding, token);
        }
        for (int token : SPECIAL) {
            words[token] = word(encoding, token);
        }
    }

    /** Reads it, which takes some ten milliseconds. */
    static Vocabulary cl100k(Encoding encoding) {
        return new Vocabulary(encoding);
    }

    private static byte[] word(Encoding encoding, int token) {
        IntArrayList one = new IntArrayList(1);
        one.add(token);
        return encoding.decodeBytes(one);
    }

    /**
     * The text of tokens; bytes that are no character of UTF-8 become replacement characters.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    String text(int[] tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.length * 4);
        for (int token : tokens) {
            byte[] word = token >= 0 && token < words.length ? words[token] : NOTHING;
            if (word.length == 0) {
                throw new IllegalArgumentException("no token of the vocabulary");
            }
            bytes.writeBytes(word);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
