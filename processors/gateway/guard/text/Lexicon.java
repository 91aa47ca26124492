package gateway.guard.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Classes of words, such as verbs that tell to ignore something. Read from lines {@code NAME: word prefix* ...};
 * {@code #} begins a comment, a name may come again. Looking a word up costs a probe a letter. Immutable.
 */
final class Lexicon {
    /** What a word has that is in no class. */
    static final int NONE = 0;

    private final long[] keys;
    private final byte[] whole;
    private final byte[] prefix;
    private final List<String> names = new ArrayList<>(List.of(""));

    Lexicon(String lines) {
        List<String> entries = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    int id = id(line.substring(0, colon));
                    for (String entry : line.substring(colon + 1).strip().split(" +", -1)) {
                        entries.add(entry);
                        classes.add(id);
                    }
                });
        int size = Integer.highestOneBit(Math.max(entries.size(), 1)) * 4;
        keys = new long[size];
        whole = new byte[size];
        prefix = new byte[size];
        for (int i = 0; i < entries.size(); i++) {
            put(entries.get(i), classes.get(i).byteValue());
        }
    }

    /** The class of the longest entry that fits, or {@link #NONE}. */
    int find(char[] word, int length) {
        long key = Hash.SEED;
        int found = NONE;
        for (int i = 0; i < length; i++) {
            key = next(key, word[i]);
            int slot = slot(key);
            if (keys[slot] == key) {
                int at = i == length - 1 && whole[slot] != NONE ? whole[slot] : prefix[slot];
                found = at == NONE ? found : at;
            }
        }
        return found;
    }

    private int id(String name) {
        int known = names.indexOf(name);
        if (known >= 0) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    private void put(String entry, byte id) {
        boolean open = entry.endsWith("*");
        String folded = Folding.words(open ? entry.substring(0, entry.length() - 1) : entry);
        long key = Hash.SEED;
        for (int i = 0; i < folded.length(); i++) {
            key = next(key, folded.charAt(i));
        }
        int slot = slot(key);
        keys[slot] = key;
        (open ? prefix : whole)[slot] = id;
    }

    private static long next(long key, char c) {
        return (key ^ c) * 0x100000001B3L;
    }

    private int slot(long key) {
        int slot = Hash.mix((int) (key ^ key >>> 32)) & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
