package gateway.guard.text;

import java.util.Arrays;
import java.util.List;

/**
 * Frequent words by number, the most frequent first. A word is looked up by a hash of 64 bits, which is made letter by
 * letter; another word of the same hash would be taken for it. Immutable.
 */
final class Vocabulary {
    /** The number of a word that is not among them. */
    static final int UNKNOWN = -1;
    /** The hash of no letters. */
    static final long SEED = 0xCBF29CE484222325L;

    static final Vocabulary EMPTY = new Vocabulary(List.of());

    private final List<String> words;
    private final long[] hashes;
    private final int[] numbers;

    /** Takes different words, folded. */
    Vocabulary(List<String> words) {
        this.words = List.copyOf(words);
        int size = Integer.highestOneBit(Math.max(words.size(), 1)) * 4;
        hashes = new long[size];
        numbers = new int[size];
        Arrays.fill(numbers, UNKNOWN);
        for (int number = 0; number < words.size(); number++) {
            String word = words.get(number);
            long hash = SEED;
            for (int i = 0; i < word.length(); i++) {
                hash = step(hash, word.charAt(i));
            }
            int slot = slot(hash);
            hashes[slot] = hash;
            numbers[slot] = number;
        }
    }

    /** The hash of a word with one more letter (Fowler-Noll-Vo, FNV-1a). */
    static long step(long hash, char letter) {
        return (hash ^ letter) * 0x100000001B3L;
    }

    /** The number of the word with this hash, or {@link #UNKNOWN}. */
    int find(long hash) {
        return numbers[slot(hash)];
    }

    List<String> words() {
        return words;
    }

    private int slot(long hash) {
        int slot = Hash.mix((int) (hash ^ hash >>> 32)) & hashes.length - 1;
        while (numbers[slot] != UNKNOWN && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }
}
