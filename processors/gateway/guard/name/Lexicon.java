package gateway.guard.name;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * What folded words are, by their hash: an open-addressing table. Two words may share a hash of 32 bits; then they
 * share their classes. Safe to read from many threads once filled.
 *
 * <p>{@code names.txt.gz} holds a word and its bits (1 first name, 2 surname, 4 place) a line: names from Faker 40.40
 * (MIT) and random-name 0.1.2 (MIT), places of Germany, Austria, Switzerland, Great Britain, Ireland and the USA from
 * GeoNames (CC BY 4.0).
 */
final class Lexicon {
    private static final int SEED = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private int[] keys;
    private int[] values;
    private int size;

    Lexicon() {
        keys = new int[1 << 18];
        values = new int[1 << 18];
    }

    /** The lists of this program. */
    static Lexicon load() {
        var lexicon = new Lexicon();
        try (var names = reader(new GZIPInputStream(resource("names.txt.gz")));
                var words = reader(resource("name-words.txt"))) {
            names.lines().forEach(line -> {
                int blank = line.indexOf(' ');
                lexicon.add(hash(line.substring(0, blank)), Integer.parseInt(line.substring(blank + 1)));
            });
            words.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split(" ", -1);
                int bit = WordClass.named(parts[0]).bit();
                for (int i = 1; i < parts.length; i++) {
                    lexicon.add(hash(parts[i]), bit);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lexicon;
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(Lexicon.class.getResourceAsStream("/gateway/guard/" + name), name);
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** FNV-1a over chars. */
    static int hash(char[] chars, int from, int to) {
        int hash = SEED;
        for (int i = from; i < to; i++) {
            hash = (hash ^ chars[i]) * PRIME;
        }
        return hash;
    }

    static int hash(CharSequence word) {
        int hash = SEED;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * PRIME;
        }
        return hash;
    }

    /** Adds classes to the word with this hash. */
    void add(int hash, int bits) {
        if (size * 2 > keys.length) {
            grow();
        }
        int slot = slot(hash);
        if (values[slot] == 0) {
            size++;
        }
        keys[slot] = hash;
        values[slot] |= bits;
    }

    /** The classes of the word with this hash as {@link WordClass#bit bits}, 0 for none. */
    int classes(int hash) {
        return values[slot(hash)];
    }

    private int slot(int hash) {
        int mask = keys.length - 1;
        int slot = (hash ^ (hash >>> 15)) & mask;
        while (values[slot] != 0 && keys[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
