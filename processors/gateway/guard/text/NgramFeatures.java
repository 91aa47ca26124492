package gateway.guard.text;

/**
 * Turns words into hashed features: a word with up to two before it (what stands between counts as one where it is more
 * than a blank), its 3 to 5 letters in a row with marks at both ends, and, strong ones, the classes of a
 * {@link Lexicon}: alone, after a gap, in pairs and triples that stand near one another, whatever their words and
 * language. Rolling hashes only, nothing is allocated a feature. Confined to one thread.
 */
final class NgramFeatures implements Words {
    /** Features are numbered 0 to 2^BITS - 1. */
    static final int BITS = 20;

    private static final int SHIFT = 32 - BITS;
    private static final int MIN_LETTERS = 3;
    private static final int MAX_LETTERS = 5;
    private static final int MAX_SPELT = 24;
    private static final int NEAR = 10;
    private static final int KEPT = 4;
    private static final Lexicon NO_WORDS = new Lexicon("");

    private final Lexicon lexicon;
    private final Features features;
    private final char[] marked = new char[MAX_SPELT + 2];
    private final int[] classes = new int[KEPT];
    private final int[] places = new int[KEPT];
    private final TableTopic topic;
    private int before;
    private int twoBefore;
    private int place;
    private int known;

    NgramFeatures(Lexicon lexicon, Features features) {
        this(lexicon, features, new TableTopic());
    }

    NgramFeatures(NgramFeatures other, Features features) {
        this(other.lexicon, features, new TableTopic(other.topic));
        System.arraycopy(other.classes, 0, classes, 0, KEPT);
        System.arraycopy(other.places, 0, places, 0, KEPT);
        before = other.before;
        twoBefore = other.twoBefore;
        place = other.place;
        known = other.known;
    }

    private NgramFeatures(Lexicon lexicon, Features features, TableTopic topic) {
        this.lexicon = lexicon;
        this.features = features;
        this.topic = topic;
    }

    @Override
    public void word(char[] chars, int length, Gap gap, boolean caps) {
        if (gap != Gap.NONE) {
            push(Hash.mix(gap.number() + 1));
        }
        int word = Hash.SEED;
        long whole = Vocabulary.SEED;
        for (int i = 0; i < length; i++) {
            word = Hash.step(word, chars[i]);
            whole = Vocabulary.step(whole, chars[i]);
        }
        word = Hash.mix(word);
        if (!features.word(whole)) {
            ofWord(chars, length, word);
        }
        int pair = Hash.step(word, before);
        plain(Hash.step(pair, 2));
        plain(Hash.step(Hash.step(pair, twoBefore), 3));
        push(word);
        if (caps) {
            strong(Hash.step(Hash.SEED, 'C'));
        }
        int beside = topic.next(chars, length, gap);
        if (beside != TableTopic.NOTHING) {
            strong(Hash.step(Hash.step(Hash.SEED, 'B'), beside));
        }
        int found = lexicon.find(chars, length);
        if (found != Lexicon.NONE) {
            sort(found, gap);
        }
        place++;
        features.endWord();
    }

    /** The features of a word that depend on nothing around it. */
    static void ofWord(char[] chars, int length, Features features) {
        int word = Hash.SEED;
        for (int i = 0; i < length; i++) {
            word = Hash.step(word, chars[i]);
        }
        new NgramFeatures(NO_WORDS, features).ofWord(chars, length, Hash.mix(word));
    }

    private void ofWord(char[] chars, int length, int word) {
        plain(word);
        if (length > 2 && chars[0] != '0') {
            spell(chars, Math.min(length, MAX_SPELT));
        }
    }

    private void push(int token) {
        twoBefore = before;
        before = token;
    }

    private void spell(char[] chars, int length) {
        marked[0] = '<';
        System.arraycopy(chars, 0, marked, 1, length);
        marked[length + 1] = '>';
        int end = length + 2;
        for (int from = 0; from + MIN_LETTERS <= end; from++) {
            int hash = Hash.step(Hash.SEED, '#');
            int to = Math.min(from + MAX_LETTERS, end);
            for (int i = from; i < to; i++) {
                hash = Hash.step(hash, marked[i]);
                if (i - from >= MIN_LETTERS - 1) {
                    plain(hash);
                }
            }
        }
    }

    private void sort(int found, Gap gap) {
        strong(Hash.step(Hash.step(Hash.SEED, 'K'), found));
        if (gap != Gap.NONE) {
            strong(Hash.step(Hash.step(Hash.step(Hash.SEED, 'G'), found), gap.number()));
        }
        int second = 0;
        for (int i = 0; i < Math.min(known, KEPT); i++) {
            int at = (known - 1 - i) % KEPT;
            if (place - places[at] > NEAR) {
                break;
            }
            int pair = Hash.step(Hash.step(Hash.step(Hash.SEED, 'P'), found), classes[at]);
            strong(pair);
            if (i > 0) {
                strong(Hash.step(Hash.step(pair, second), 'T'));
            }
            second = classes[at];
        }
        int at = known % KEPT;
        classes[at] = found;
        places[at] = place;
        known++;
    }

    private void plain(int hash) {
        features.feature(Hash.mix(hash) >>> SHIFT, false);
    }

    private void strong(int hash) {
        features.feature(Hash.mix(hash) >>> SHIFT, true);
    }
}
