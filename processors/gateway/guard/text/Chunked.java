package gateway.guard.text;

import gateway.guard.Classifier;
import gateway.guard.Classifier.Running;

/**
 * Judges a long text piece by piece, for a model that has learnt from short ones. The worst piece counts; as among many
 * pieces some look bad by chance, its odds are divided by their number. Immutable.
 *
 * @param pieces judges a piece
 */
record Chunked(Classifier pieces) {
    /** Chars of a piece, which ends with the next blank: about a hundred words. */
    static final int PIECE = 600;

    double score(String text) {
        Running running = running();
        running.add(text);
        return running.score();
    }

    Running running() {
        return new Pieces(pieces);
    }

    /** A text that is still coming. Confined to one thread. */
    private static final class Pieces implements Running {
        private final Classifier pieces;
        private Running latest;
        private int length;
        private int ended;
        private double worst;

        private Pieces(Classifier pieces) {
            this.pieces = pieces;
            this.latest = pieces.running();
        }

        @Override
        public void add(String more) {
            int from = 0;
            for (int at = 0; at < more.length(); at++) {
                length++;
                if (ends(more.charAt(at))) {
                    latest.add(more.substring(from, at + 1));
                    worst = Math.max(worst, latest.score());
                    latest = pieces.running();
                    ended++;
                    length = 0;
                    from = at + 1;
                }
            }
            latest.add(more.substring(from));
        }

        private boolean ends(char last) {
            return length >= (Character.isWhitespace(last) ? PIECE : 2 * PIECE) && !Character.isHighSurrogate(last);
        }

        @Override
        public double score() {
            double most = Math.max(worst, latest.score());
            int all = ended + 1;
            return most / (most + (1 - most) * all);
        }
    }
}
