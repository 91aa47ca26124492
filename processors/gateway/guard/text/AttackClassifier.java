package gateway.guard.text;

import gateway.guard.Classifier;

/**
 * Tells attacks on a language model: instructions to override instructions, also in documents and results of tools,
 * personas without rules, attempts to get at prompts and secrets, requests for harm. Texts in base64, hexadecimal,
 * percent-encoding and rot13 are judged decoded as well. English and German; Spanish, French, Italian and Portuguese
 * less.
 *
 * <p>At 0.5, the threshold it is made for, less than one in a hundred harmless texts should be flagged; the score is
 * not a probability beyond that. Linear in the text's length. Thread-safe. How it is trained: {@code AttackTraining}.
 */
public final class AttackClassifier implements Classifier {
    private final Passes passes;

    /** Reads the model from the class path. */
    public AttackClassifier() {
        passes = new Passes(
                Resources.model("attacks.model"), Resources.vocabulary(), Resources.lexicon("attack-words.txt"), true);
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
