package gateway.guard.text;

import gateway.guard.Classifier;

/**
 * A classifier by a model, the words it sees most, and a lexicon: how likely it is that a text has any label.
 * Immutable.
 */
final class Passes implements Classifier {
    private final LinearModel model;
    private final WordSums known;
    private final Lexicon lexicon;
    private final boolean decode;

    Passes(LinearModel model, Vocabulary vocabulary, Lexicon lexicon, boolean decode) {
        this.model = model;
        this.known = new WordSums(model, vocabulary);
        this.lexicon = lexicon;
        this.decode = decode;
    }

    /** The probabilities of all labels. */
    double[] probabilities(String text) {
        TextPass pass = new TextPass(model, known, lexicon, decode);
        pass.add(text);
        return pass.end();
    }

    @Override
    public double score(String text) {
        return 1 - probabilities(text)[0];
    }

    @Override
    public Running running() {
        TextPass pass = new TextPass(model, known, lexicon, decode);
        return new Running() {
            @Override
            public void add(String more) {
                pass.add(more);
            }

            @Override
            public double score() {
                return 1 - pass.peek()[0];
            }
        };
    }
}
