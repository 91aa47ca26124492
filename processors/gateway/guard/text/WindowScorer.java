package gateway.guard.text;

import java.util.Arrays;

/**
 * Sums weights over a short and a long window that slide over the words, and keeps the greatest sum of each.
 *
 * <pre>
 * sum of a window = plain / sqrt(features + {@value #SMOOTHING}) + {@value #STRONG} * strong
 * </pre>
 *
 * so that neither a few words nor many weigh more than they tell. A window is looked at when it is full, every few words,
 * and at the end of the text; a window that holds all words is looked at only then. Confined to one thread.
 */
final class WindowScorer implements Features {
    static final int SHORT = 24;
    static final int LONG = 96;
    static final int STRIDE = 6;
    static final double SMOOTHING = 50;
    static final double STRONG = 0.3;

    private final LinearModel model;
    private final int heads;
    private final int[] plainRing;
    private final int[] strongRing;
    private final int[] countRing;
    private final Sums brief;
    private final Sums wide;
    private final Sums whole;
    private final int[] plain;
    private final int[] strong;
    private int count;
    private int words;

    WindowScorer(LinearModel model) {
        this.model = model;
        heads = model.heads();
        plainRing = new int[LONG * heads];
        strongRing = new int[LONG * heads];
        countRing = new int[LONG];
        plain = new int[heads];
        strong = new int[heads];
        brief = new Sums(model);
        wide = new Sums(model);
        whole = new Sums(model);
    }

    WindowScorer(WindowScorer other) {
        this(other.model);
        System.arraycopy(other.plainRing, 0, plainRing, 0, plainRing.length);
        System.arraycopy(other.strongRing, 0, strongRing, 0, strongRing.length);
        System.arraycopy(other.countRing, 0, countRing, 0, countRing.length);
        System.arraycopy(other.plain, 0, plain, 0, heads);
        System.arraycopy(other.strong, 0, strong, 0, heads);
        brief.copy(other.brief);
        wide.copy(other.wide);
        whole.copy(other.whole);
        count = other.count;
        words = other.words;
    }

    @Override
    public void feature(int index, boolean isStrong) {
        int[] sums = isStrong ? strong : plain;
        for (int head = 0; head < heads; head++) {
            sums[head] += model.weight(index, head);
        }
        if (!isStrong) {
            count++;
        }
    }

    @Override
    public void endWord() {
        leave(brief, SHORT);
        leave(wide, LONG);
        int slot = words % LONG;
        System.arraycopy(plain, 0, plainRing, slot * heads, heads);
        System.arraycopy(strong, 0, strongRing, slot * heads, heads);
        countRing[slot] = count;
        brief.add(plainRing, strongRing, slot * heads, count, 1);
        wide.add(plainRing, strongRing, slot * heads, count, 1);
        whole.add(plainRing, strongRing, slot * heads, count, 1);
        Arrays.fill(plain, 0);
        Arrays.fill(strong, 0);
        count = 0;
        words++;
        if (words >= SHORT && words % STRIDE == 0) {
            brief.look();
            if (words >= LONG) {
                wide.look();
            }
        }
    }

    /** The text ends here. */
    void end() {
        brief.look();
        wide.look();
        whole.look();
    }

    /** The probabilities of all labels, once the text has ended. */
    double[] probabilities() {
        return model.probabilities(model.inputs(this));
    }

    /** The greatest sum of a short window. */
    double brief(int head) {
        return brief.most[head];
    }

    /** The greatest sum of a long window. */
    double wide(int head) {
        return wide.most[head];
    }

    /** The sum over all words. */
    double whole(int head) {
        return whole.most[head];
    }

    int words() {
        return words;
    }

    private void leave(Sums window, int size) {
        if (words >= size) {
            int slot = (words - size) % LONG;
            window.add(plainRing, strongRing, slot * heads, countRing[slot], -1);
        }
    }

    /** The sums of a window, exact in integers, and the greatest score so far. */
    private static final class Sums {
        private final LinearModel model;
        private final long[] plain;
        private final long[] strong;
        private final double[] most;
        private long features;

        Sums(LinearModel model) {
            this.model = model;
            plain = new long[model.heads()];
            strong = new long[model.heads()];
            most = new double[model.heads()];
            Arrays.fill(most, Double.NEGATIVE_INFINITY);
        }

        void copy(Sums other) {
            System.arraycopy(other.plain, 0, plain, 0, plain.length);
            System.arraycopy(other.strong, 0, strong, 0, strong.length);
            System.arraycopy(other.most, 0, most, 0, most.length);
            features = other.features;
        }

        void add(int[] plains, int[] strongs, int at, int more, int sign) {
            for (int head = 0; head < plain.length; head++) {
                plain[head] += (long) sign * plains[at + head];
                strong[head] += (long) sign * strongs[at + head];
            }
            features += (long) sign * more;
        }

        void look() {
            double root = Math.sqrt(features + SMOOTHING);
            for (int head = 0; head < most.length; head++) {
                double sum = model.scale(head) * (plain[head] / root + STRONG * strong[head]);
                most[head] = Math.max(most[head], sum);
            }
        }
    }
}
