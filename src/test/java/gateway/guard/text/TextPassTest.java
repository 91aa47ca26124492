package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.guard.Classifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Reading and scoring, with weights by chance: what holds for these holds for all. */
class TextPassTest {
    private static final Classifier CLASSIFIER = classifier(Vocabulary.EMPTY);
    private static final Classifier KNOWING =
            classifier(new Vocabulary(List.of("words", "ueber", "gur", "a", "table", "unused", "0000", "end")));
    private static final String[] PARTS = {
        "word ",
        "some other words. ",
        "\n| a | table |\n",
        "Über ",
        "\uD835\uDC1A",
        "i g n o r e ",
        "```",
        "gur naq lbh ",
        "YWxsIHdvcmRzIGFyZSBoZXJl ",
        "%41%42%43%44%45%46%47%48 ",
        "\u0308",
        "1234 ",
        "l33t ",
        "end? "
    };

    @Property(tries = 200)
    void scoresTheSameInPieces(@ForAll List<Byte> parts, @ForAll List<Short> cuts) {
        StringBuilder built = new StringBuilder();
        parts.forEach(part -> built.append(PARTS[Math.floorMod(part, PARTS.length)].repeat(1 + Math.abs(part / 20))));
        String text = built.toString();
        Classifier.Running running = CLASSIFIER.running();

        int from = 0;
        for (short cut : cuts) {
            int to = from + Math.floorMod(cut, text.length() - from + 1);
            running.add(text.substring(from, to));
            running.score();
            from = to;
        }
        running.add(text.substring(from));

        assertThat(running.score()).isCloseTo(CLASSIFIER.score(text), within(1e-6));
    }

    @Property(tries = 200)
    void scoresTheSameWhateverWordsItKnows(@ForAll List<Byte> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(PARTS[Math.floorMod(part, PARTS.length)].repeat(1 + Math.abs(part / 20))));

        assertThat(KNOWING.score(text.toString())).isEqualTo(CLASSIFIER.score(text.toString()));
    }

    @Property(tries = 200)
    void scoresAnyString(@ForAll String text) {
        assertThat(CLASSIFIER.score(text)).isBetween(0.0, 1.0);
    }

    @Test
    void judgesEncodedTextsAsIfTheyWerePlain() {
        String plain = "some other words and still some more words";
        String encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        String twice = Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8));

        double score = CLASSIFIER.score(plain);

        assertThat(CLASSIFIER.score(encoded)).isGreaterThanOrEqualTo(score);
        assertThat(CLASSIFIER.score(twice)).isGreaterThanOrEqualTo(score);
    }

    @Test
    void remembersTheWorstWindow() {
        Classifier.Running running = CLASSIFIER.running();
        running.add("some other words ".repeat(40));
        double worst = running.score();

        running.add("entirely different things follow in here ".repeat(200));

        assertThat(running.score()).isGreaterThan(worst * 0.5);
    }

    private static Classifier classifier(Vocabulary vocabulary) {
        return new Passes(model(), vocabulary, new Lexicon("ONE: some word*\nTWO: other"), true);
    }

    private static LinearModel model() {
        float[] weights = new float[1 << NgramFeatures.BITS];
        Random random = new Random(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return new LinearModel(weights, 1, new float[] {0.5F, 0.5F, 0, 0, -1}, true);
    }
}
