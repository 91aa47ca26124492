package gateway.guard.text;

import java.util.Arrays;

/**
 * Sums weights over a short and a long window that slide over the words, and keeps the greatest sum of each.
 *
 * <pre>
 * sum of a window = plain / sqrt(features + {@value #SMOOTHING}) + {@value #STRONG} * strong
 * </pre>
 *
 * so that neither a few words nor many weigh more than they tell. A window is looked at when it is full, every few
 * words, and at the end of the text; a window that holds all words is looked at only then. Confined to one thread.
 */
final class WindowScorer implements Features {
    static final int SHORT = 24;
    static final int LONG = 96;
    static final int STRIDE = 6;
    static final double SMOOTHING = 50;
    static final double STRONG = 0.3;
    private static final int ROWS = LONG + 1;

    private final LinearModel model;
    private final WordSums known;
    private final int heads;
    /** What a row holds: the count of plain features, then plain and strong weights a head. */
    private final int row;
    /** Sums over all words so far. */
    private final long[] sums;
    /** Rows of the sums before the latest words, the lower bits: a window is a difference. */
    private final int[] ring;

    private final double[] brief;
    private final double[] wide;
    private int words;

    WindowScorer(LinearModel model, WordSums known) {
        this.model = model;
        this.known = known;
        heads = model.heads();
        row = 1 + 2 * heads;
        sums = new long[row];
        ring = new int[ROWS * row];
        brief = new double[heads];
        wide = new double[heads];
        Arrays.fill(brief, Double.NEGATIVE_INFINITY);
        Arrays.fill(wide, Double.NEGATIVE_INFINITY);
    }

    WindowScorer(WindowScorer other) {
        model = other.model;
        known = other.known;
        heads = other.heads;
        row = other.row;
        sums = other.sums.clone();
        ring = other.ring.clone();
        brief = other.brief.clone();
        wide = other.wide.clone();
        words = other.words;
    }

    @Override
    public boolean word(long hash) {
        int at = known.find(hash);
        if (at < 0) {
            return false;
        }
        sums[0] += known.at(at);
        for (int head = 0; head < heads; head++) {
            sums[1 + head] += known.at(at + 1 + head);
        }
        return true;
    }

    @Override
    public void feature(int index, boolean strong) {
        int first = 1;
        if (strong) {
            first += heads;
        } else {
            sums[0]++;
        }
        if (!model.weighs(index)) {
            return;
        }
        for (int head = 0; head < heads; head++) {
            sums[first + head] += model.weight(index, head);
        }
    }

    @Override
    public void endWord() {
        words++;
        int at = words % ROWS * row;
        for (int i = 0; i < row; i++) {
            ring[at + i] = (int) sums[i];
        }
        if (words >= SHORT && words % STRIDE == 0) {
            look(SHORT, brief);
            if (words >= LONG) {
                look(LONG, wide);
            }
        }
    }

    /** The text ends here. */
    void end() {
        look(SHORT, brief);
        look(LONG, wide);
    }

    /** The probabilities of all labels, once the text has ended. */
    double[] probabilities() {
        return model.probabilities(model.inputs(this));
    }

    /** The greatest sum of a short window. */
    double brief(int head) {
        return brief[head];
    }

    /** The greatest sum of a long window. */
    double wide(int head) {
        return wide[head];
    }

    /** The sum over all words. */
    double whole(int head) {
        return score(head, sums[0], sums[1 + head], sums[1 + heads + head]);
    }

    int words() {
        return words;
    }

    /** Scores the window that ends with the latest word. */
    private void look(int size, double[] most) {
        int before = Math.max(0, words - size) % ROWS * row;
        int now = words % ROWS * row;
        int count = ring[now] - ring[before];
        for (int head = 0; head < heads; head++) {
            int plain = 1 + head;
            int strong = plain + heads;
            double score = score(
                    head, count, ring[now + plain] - ring[before + plain], ring[now + strong] - ring[before + strong]);
            most[head] = Math.max(most[head], score);
        }
    }

    private double score(int head, long count, long plain, long strong) {
        return model.scale(head) * (plain / Math.sqrt(count + SMOOTHING) + STRONG * strong);
    }
}
