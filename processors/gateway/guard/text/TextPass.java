package gateway.guard.text;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a text that comes in pieces by one model, encoded texts inside it included. Confined to one thread.
 */
final class TextPass {
    private static final int MAX_DEPTH = 2;
    private static final double[] NONE = {1};

    private final LinearModel model;
    private final WordSums known;
    private final Lexicon lexicon;
    private final int depth;
    private final WindowScorer scorer;
    private final NgramFeatures features;
    private final WordReader reader;
    private final @Nullable HiddenText hidden;
    private final Consumer<String> judging = this::decoded;
    private double[] worst;
    private @Nullable TextPass turned;

    TextPass(LinearModel model, WordSums known, Lexicon lexicon, boolean decode) {
        this(model, known, lexicon, decode ? 0 : MAX_DEPTH);
    }

    private TextPass(LinearModel model, WordSums known, Lexicon lexicon, int depth) {
        this.model = model;
        this.known = known;
        this.lexicon = lexicon;
        this.depth = depth;
        scorer = new WindowScorer(model, known);
        features = new NgramFeatures(lexicon, scorer);
        reader = new WordReader(features);
        hidden = depth < MAX_DEPTH ? new HiddenText() : null;
        worst = NONE;
    }

    private TextPass(TextPass other) {
        model = other.model;
        known = other.known;
        lexicon = other.lexicon;
        depth = other.depth;
        scorer = new WindowScorer(other.scorer);
        features = new NgramFeatures(other.features, scorer);
        reader = new WordReader(other.reader, features);
        hidden = other.hidden == null ? null : new HiddenText(other.hidden);
        worst = other.worst;
        turned = other.turned == null ? null : new TextPass(other.turned);
    }

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            reader.add(c);
            if (hidden != null) {
                look(hidden, c);
            }
        }
    }

    /** The probabilities of the labels as if the text ended here. */
    double[] peek() {
        return new TextPass(this).end();
    }

    /**
     * The probabilities of the labels, of the text or of a part that was decoded, where none of the labels but 0 is
     * least likely; nothing may be added any more.
     */
    double[] end() {
        reader.end();
        scorer.end();
        if (hidden != null) {
            hidden.end(judging);
        }
        if (turned != null) {
            worsen(turned.end());
        }
        worsen(scorer.probabilities());
        return worst;
    }

    /** The sums of the windows, once the text has ended. */
    WindowScorer sums() {
        return scorer;
    }

    private void look(HiddenText text, char c) {
        text.add(c, judging);
        if (turned != null) {
            turned.reader.add(HiddenText.turned(c));
        } else if (text.rot13()) {
            TextPass pass = new TextPass(model, known, lexicon, MAX_DEPTH);
            String recent = text.recent();
            for (int i = 0; i < recent.length(); i++) {
                pass.reader.add(HiddenText.turned(recent.charAt(i)));
            }
            turned = pass;
        }
    }

    private void decoded(String text) {
        TextPass pass = new TextPass(model, known, lexicon, depth + 1);
        pass.add(text);
        worsen(pass.end());
    }

    private void worsen(double[] probabilities) {
        if (worst.length == 1 || probabilities[0] < worst[0]) {
            worst = probabilities;
        }
    }
}
