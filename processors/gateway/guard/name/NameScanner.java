package gateway.guard.name;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds names of people and addresses in German and English text, JSON, CSV, XML, Markdown, forms, logs and URLs. A
 * model finds them by their words and their surroundings, so it errs: the figures are in {@code docs/guardrails.md}.
 * Thread-safe; linear in the text's length.
 */
public final class NameScanner implements Scanner {
    /** Chosen so that a bit more is found than is right. */
    public static final float DEFAULT_BIAS = -0.4f;

    private final Lexicon lexicon;
    private final Tagger tagger;
    private final float bias;

    NameScanner(Lexicon lexicon, Tagger tagger, float bias) {
        this.lexicon = lexicon;
        this.tagger = tagger;
        this.bias = bias;
    }

    /** The model that comes with this program. */
    public static NameScanner create() {
        return create(DEFAULT_BIAS);
    }

    /**
     * The model that comes with this program, more or less eager.
     *
     * @param bias above {@link #DEFAULT_BIAS} finds less and errs less; in units of log-odds
     */
    public static NameScanner create(float bias) {
        var lexicon = Lexicon.load();
        return new NameScanner(lexicon, Tagger.read("name-model.gz", lexicon), bias);
    }

    @Override
    public List<Finding> scan(String text) {
        var tokens = Tokens.of(Decoded.of(text), lexicon);
        byte[] tags = tagger.tag(tokens, bias);
        Mentions.mark(tokens, tags);
        List<Finding> findings = new ArrayList<>();
        int i = 0;
        while (i < tags.length) {
            int first = i++;
            if (tags[first] == Tagger.OUT) {
                continue;
            }
            while (i < tags.length && (tags[i] == Tagger.MORE_PERSON || tags[i] == Tagger.MORE_ADDRESS)) {
                i++;
            }
            add(tokens, first, i, tags[first] == Tagger.PERSON ? PiiKind.PERSON : PiiKind.ADDRESS, findings);
        }
        return findings;
    }

    /** Without signs at its ends; without what has no letter if it is to be a person. */
    private static void add(Tokens tokens, int from, int to, PiiKind kind, List<Finding> into) {
        int first = from;
        int end = to;
        while (first < end && tokens.kind[first] == Tokens.SIGN) {
            first++;
        }
        while (end > first && tokens.kind[end - 1] == Tokens.SIGN) {
            end--;
        }
        boolean word = false;
        for (int i = first; i < end; i++) {
            word |= tokens.kind[i] == Tokens.WORD;
        }
        if (first < end && (word || kind == PiiKind.ADDRESS)) {
            into.add(new Finding(tokens.start[first], tokens.end[end - 1], kind));
        }
    }
}
