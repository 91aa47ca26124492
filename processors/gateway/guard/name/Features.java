package gateway.guard.name;

import java.util.Arrays;

/** The features of a token in its surroundings, as hashes. Confined to one thread. */
final class Features {
    /** No token has more. */
    static final int MAX = 96;

    private static final int LISTS = 0x3F;
    private static final int MEANINGS =
            ((WordClass.ARTICLE.bit() << 1) - 1) & ~LISTS & ~WordClass.STREETTAIL.bit() & ~WordClass.CITYTAIL.bit();
    private static final int TAILS = WordClass.STREETTAIL.bit() | WordClass.CITYTAIL.bit();
    private static final int STREETS = WordClass.STREETWORD.bit() | WordClass.STREETTAIL.bit();
    private static final int EDGE = 7;
    private final Tokens tokens;
    private final Keys keys;
    private final int[] profile;
    private final boolean[] quiet;
    private final byte[] lineCase;
    private final int[] mailWords;
    private int[] out = new int[0];
    private int at;

    Features(Tokens tokens) {
        this.tokens = tokens;
        keys = Keys.of(tokens);
        profile = new int[tokens.count];
        for (int i = 0; i < tokens.count; i++) {
            profile[i] = profileOf(i);
        }
        quiet = Surroundings.quiet(tokens);
        lineCase = Surroundings.lineCases(tokens);
        mailWords = Surroundings.mailWords(tokens);
    }

    private int profileOf(int i) {
        int meaning = tokens.classes[i] & MEANINGS;
        if (tokens.kind[i] != Tokens.WORD) {
            return tokens.shape[i];
        }
        if (meaning != 0) {
            return meaning | 1;
        }
        boolean small = (tokens.classes[i] & WordClass.SMALL.bit()) != 0;
        return small && tokens.shape[i] == Tokens.LOWER
                ? tokens.word[i]
                : 0x40000000 | (tokens.shape[i] << 6) | (tokens.classes[i] & LISTS);
    }

    /**
     * Whether the token is a common word among common words and marks of sentences, behind no key: then it is no name,
     * whatever its features.
     */
    boolean plain(int i) {
        return i > 0
                && i + 1 < tokens.count
                && keys.key[i] == 0
                && quiet[i]
                && (tokens.classes[i] & WordClass.FIRST.bit()) == 0
                && quiet[i - 1]
                && quiet[i + 1]
                && (tokens.kind[i - 1] == Tokens.WORD || tokens.kind[i + 1] == Tokens.WORD);
    }

    /**
     * Writes the features of a token.
     *
     * @param into takes {@link #MAX}
     * @return how many were written
     */
    int of(int i, int[] into) {
        out = into;
        at = 0;
        put(0, 0);
        words(i);
        if (tokens.kind[i] == Tokens.WORD) {
            affixes(i);
        }
        shapes(i);
        lists(i);
        profiles(i);
        keys(i);
        layout(i);
        numbers(i);
        return at;
    }

    private void words(int i) {
        int w = word(i);
        int before = word(i - 1);
        int after = word(i + 1);
        int shape = shape(i);
        put(1, w);
        put(2, before);
        put(3, after);
        put(4, word(i - 2));
        put(5, word(i + 2));
        put(6, before, w);
        put(7, w, after);
        put(8, before, after);
        put(9, word(i - 2), before);
        put(10, before, shape);
        put(11, after, shape);
        put(12, after, word(i + 2));
        put(13, before, (shape << 6) | lists(i, LISTS));
        put(14, after, (shape << 6) | lists(i, LISTS));
        put(15, word(i - 2), shape, before);
        put(16, word(i - 3), shape);
    }

    private void affixes(int i) {
        int from = tokens.foldStart[i];
        int to = tokens.foldEnd[i];
        int shape = tokens.shape[i];
        for (int length = 2; length <= 4 && length <= to - from; length++) {
            put(20 + length, Lexicon.hash(tokens.folded, from, from + length));
            put(24 + length, Lexicon.hash(tokens.folded, to - length, to));
        }
        int tail = Lexicon.hash(tokens.folded, Math.max(from, to - 3), to);
        put(29, tail, shape);
        put(30, tail, shape(i - 1), profile(i - 1));
        put(31, tail, profile(i + 1));
        put(32, Math.min(12, to - from), shape);
        if (i + 1 < tokens.count && tokens.kind[i + 1] == Tokens.WORD) {
            put(
                    33,
                    Lexicon.hash(
                            tokens.folded,
                            Math.max(tokens.foldStart[i + 1], tokens.foldEnd[i + 1] - 3),
                            tokens.foldEnd[i + 1]),
                    shape);
        }
        if (i > 0 && tokens.kind[i - 1] == Tokens.WORD) {
            put(
                    34,
                    Lexicon.hash(
                            tokens.folded,
                            Math.max(tokens.foldStart[i - 1], tokens.foldEnd[i - 1] - 3),
                            tokens.foldEnd[i - 1]),
                    shape);
        }
    }

    private void shapes(int i) {
        int s = shape(i);
        put(35, s);
        put(36, shape(i - 1), s);
        put(37, s, shape(i + 1));
        put(38, shape(i - 1), s, shape(i + 1));
        put(39, shape(i - 2), shape(i - 1), s);
        put(40, s, shape(i + 1), shape(i + 2));
        put(41, (s << 12) | shape(i - 2), shape(i - 1), (shape(i + 1) << 12) | shape(i + 2));
    }

    private void lists(int i) {
        int own = (lists(i, LISTS) << 12) | shape(i);
        put(42, own);
        put(43, (lists(i - 1, LISTS) << 12) | shape(i - 1), own);
        put(44, own, (lists(i + 1, LISTS) << 12) | shape(i + 1));
        put(45, own, (lists(i - 1, LISTS) << 12) | shape(i - 1), (lists(i + 1, LISTS) << 12) | shape(i + 1));
        for (int k = -2; k <= 2; k++) {
            put(48 + k, lists(i + k, MEANINGS));
            put(53 + k, lists(i + k, MEANINGS), own);
        }
        put(56, lists(i - 2, MEANINGS), lists(i - 1, MEANINGS), own);
        put(57, lists(i, TAILS), own);
        put(58, lists(i - 1, TAILS), own);
        put(59, lists(i + 1, TAILS), own, shape(i + 2));
        put(60, lists(i, TAILS), shape(i + 1), shape(i - 1));
    }

    private void profiles(int i) {
        int p = profile(i);
        put(61, profile(i - 1), p);
        put(62, p, profile(i + 1));
        put(63, profile(i - 1), p, profile(i + 1));
        put(64, profile(i - 2), profile(i - 1));
        put(65, profile(i + 1), profile(i + 2));
        put(66, profile(i - 2), profile(i - 1), p);
        put(67, p, profile(i + 1), profile(i + 2));
        put(68, profile(i - 1), profile(i + 1), shape(i));
    }

    private void keys(int i) {
        int key = keys.key[i];
        if (key == 0) {
            return;
        }
        boolean first = i == 0 || keys.key[i - 1] != key;
        put(70, key, shape(i));
        put(71, key, (lists(i, LISTS) << 12) | shape(i));
        put(72, key, shape(i), first ? 1 : shape(i - 1));
        put(73, keys.keyWord[i], shape(i));
        put(74, key, shape(i), shape(i + 1));
    }

    private void layout(int i) {
        int s = shape(i);
        int before = tokens.gap[i];
        int after = i + 1 < tokens.count ? tokens.gap[i + 1] : Tokens.PARAGRAPH;
        put(75, before, s, after);
        put(76, before, lists(i, LISTS), (after << 12) | s);
        put(77, lineCase[i], s, lists(i, LISTS));
        put(78, before >= Tokens.LINE || Surroundings.ends(shape(i - 1)) ? 1 : 0, lists(i, LISTS), s);
        if (mailWords.length > 0 && tokens.kind[i] == Tokens.WORD) {
            put(79, Arrays.binarySearch(mailWords, tokens.word[i]) >= 0 ? 1 : 0, s);
        }
        put(80, before, profile(i - 1), s);
        put(81, run(i, -1), s, run(i, 1));
    }

    /** How many capitalised words follow each other, at most three. */
    private int run(int i, int step) {
        int length = 0;
        for (int k = i + step; k >= 0 && k < tokens.count && length < 3; k += step) {
            if (tokens.shape[k] < Tokens.CAPITAL || tokens.shape[k] > Tokens.MIXED) {
                break;
            }
            length++;
        }
        return length;
    }

    private void numbers(int i) {
        int left = near(i, -1);
        int right = near(i, 1);
        int streetLeft = street(i, -1);
        int streetRight = street(i, 1);
        put(82, left, shape(i));
        put(83, right, shape(i));
        put(84, left, right, (shape(i) << 6) | lists(i, LISTS));
        put(85, streetLeft, shape(i), right);
        put(86, streetRight, shape(i), left);
        put(87, streetLeft, streetRight, (lists(i, LISTS) << 12) | shape(i));
    }

    /** Distance and shape of the nearest number within six tokens, or 0. */
    private int near(int i, int step) {
        for (int d = 1; d <= 6; d++) {
            int k = i + d * step;
            if (k < 0 || k >= tokens.count) {
                return 0;
            }
            if (tokens.kind[k] == Tokens.NUMBER) {
                return (d << 8) | tokens.shape[k];
            }
        }
        return 0;
    }

    private int street(int i, int step) {
        for (int d = 1; d <= 6; d++) {
            int k = i + d * step;
            if (k < 0 || k >= tokens.count) {
                return 0;
            }
            if ((tokens.classes[k] & STREETS) != 0 && tokens.shape[k] != Tokens.LOWER) {
                return d;
            }
        }
        return 0;
    }

    private int word(int i) {
        return i < 0 || i >= tokens.count ? EDGE : tokens.word[i];
    }

    private int shape(int i) {
        return i < 0 || i >= tokens.count ? EDGE : tokens.shape[i];
    }

    private int lists(int i, int mask) {
        return i < 0 || i >= tokens.count ? 0 : tokens.classes[i] & mask;
    }

    private int profile(int i) {
        return i < 0 || i >= tokens.count ? EDGE : profile[i];
    }

    private void put(int id, int a) {
        put(id, a, 0, 0);
    }

    private void put(int id, int a, int b) {
        put(id, a, b, 0);
    }

    private void put(int id, int a, int b, int c) {
        int h = id * 0x9E3779B1 + a;
        h = (h ^ (h >>> 15)) * 0x85EBCA6B + b;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35 + c;
        h = (h ^ (h >>> 16)) * 0x27D4EB2F;
        out[at++] = h ^ (h >>> 15);
    }
}
