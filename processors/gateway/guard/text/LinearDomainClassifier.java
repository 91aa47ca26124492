package gateway.guard.text;

import gateway.guard.DomainClassifier;
import java.util.List;

/**
 * Tells legal, medical and general requests apart, in German and English, by their words: an examination question in
 * law is legal. Linear in the text's length. Thread-safe. How it is trained: {@code DomainTraining}.
 */
public final class LinearDomainClassifier implements DomainClassifier {
    private static final List<String> DOMAINS = List.of("general", "legal", "medical");

    private final Passes passes;

    /** Reads the model from the class path. */
    public LinearDomainClassifier() {
        passes = new Passes(
                Resources.model("domains.model"), Resources.vocabulary(), Resources.lexicon("domain-words.txt"), false);
    }

    @Override
    public Guess guess(String text) {
        double[] probabilities = passes.probabilities(text);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return new Guess(DOMAINS.get(best), probabilities[best]);
    }
}
