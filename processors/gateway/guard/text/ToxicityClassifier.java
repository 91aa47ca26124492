package gateway.guard.text;

import gateway.guard.Classifier;

/**
 * Tells insults, hate and threats in German and English. The score is like a probability where toxic texts are as
 * frequent as others; thresholds are the policies' to set. It has learnt from short texts, so that a long one is judged
 * in pieces. Linear in the text's length. Thread-safe. How it is trained: {@code ToxicityTraining}.
 */
public final class ToxicityClassifier implements Classifier {
    private final Chunked chunks;

    /** Reads the model from the class path. */
    public ToxicityClassifier() {
        chunks = new Chunked(new Passes(
                Resources.model("toxicity.model"),
                Resources.vocabulary(),
                Resources.lexicon("toxic-words.txt"),
                false));
    }

    @Override
    public double score(String text) {
        return chunks.score(text);
    }

    @Override
    public Running running() {
        return chunks.running();
    }
}
