package gateway.guard.text;

import java.util.Arrays;

/**
 * Compares the prose beside a table with the table: a question about it shares words with it, an instruction that was
 * slipped in seldom does. Words are told apart by their first {@value #STEM} letters. Of fixed size; confined to one
 * thread.
 */
final class TableTopic {
    /** The current word has nothing to do with a table. */
    static final int NOTHING = 0;
    /** The first word of a table below prose. */
    static final int PROSE_ABOVE = 1;
    /** A word of a table that was in the prose above. */
    static final int SHARED_ABOVE = 2;
    /** A word below a table that was in it. */
    static final int SHARED_BELOW = 3;
    /** A word below a table that was not in it. */
    static final int STRANGE_BELOW = 4;

    private static final int STEM = 5;
    private static final int MIN_LETTERS = 4;
    private static final int LONGS = 64;
    private static final int NEAR = 32;

    private final long[] table = new long[LONGS];
    private final long[] prose = new long[LONGS];
    private boolean inside;
    private int below = NEAR;
    private int proseWords;

    TableTopic() {}

    TableTopic(TableTopic other) {
        System.arraycopy(other.table, 0, table, 0, LONGS);
        System.arraycopy(other.prose, 0, prose, 0, LONGS);
        inside = other.inside;
        below = other.below;
        proseWords = other.proseWords;
    }

    /** What the next word is beside a table. */
    int next(char[] word, int length, Words.Gap gap) {
        boolean begins = gap == Words.Gap.TABLE_BEGINS;
        if (begins || gap == Words.Gap.CELL) {
            inside = true;
        } else if (gap == Words.Gap.TABLE_ENDS) {
            inside = false;
            below = 0;
        } else if (gap == Words.Gap.NEWLINE && !inside) {
            below = NEAR;
            if (proseWords > 0) {
                clear(prose);
                proseWords = 0;
            }
        }
        int stem = stem(word, length);
        int seen = inside ? inTable(stem, begins) : beside(stem);
        if (begins) {
            return PROSE_ABOVE;
        }
        return seen;
    }

    private int inTable(int stem, boolean begins) {
        if (begins) {
            clear(table);
        }
        if (stem == 0) {
            return NOTHING;
        }
        set(table, stem);
        return proseWords > 0 && has(prose, stem) ? SHARED_ABOVE : NOTHING;
    }

    private int beside(int stem) {
        if (stem == 0) {
            return NOTHING;
        }
        if (proseWords < NEAR) {
            set(prose, stem);
            proseWords++;
        }
        if (below >= NEAR) {
            return NOTHING;
        }
        below++;
        return has(table, stem) ? SHARED_BELOW : STRANGE_BELOW;
    }

    private static int stem(char[] word, int length) {
        if (length < MIN_LETTERS || word[0] == '0') {
            return 0;
        }
        int hash = Hash.SEED;
        for (int i = 0; i < Math.min(length, STEM); i++) {
            hash = Hash.step(hash, word[i]);
        }
        return Hash.mix(hash) | 1;
    }

    private static void clear(long[] set) {
        Arrays.fill(set, 0);
    }

    private static void set(long[] set, int hash) {
        set[hash >>> 26] |= 1L << (hash >>> 20);
    }

    private static boolean has(long[] set, int hash) {
        return (set[hash >>> 26] & 1L << (hash >>> 20)) != 0;
    }
}
