package gateway.guard.text;

import gateway.guard.Classifier;

/**
 * Tells insults, hate and threats in German and English. The score is like a probability where toxic texts are as
 * frequent as others; thresholds are the policies' to set. Linear in the text's length. Thread-safe. How it is trained:
 * {@code ToxicityTraining}.
 */
public final class ToxicityClassifier implements Classifier {
    private final Passes passes;

    /** Reads the model from the class path. */
    public ToxicityClassifier() {
        passes = new Passes(Resources.model("toxicity.model"), Resources.lexicon("toxic-words.txt"), false);
    }

    @Override
    public double score(String text) {
        return passes.score(text);
    }

    @Override
    public Running running() {
        return passes.running();
    }
}
