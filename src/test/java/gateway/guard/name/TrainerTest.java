package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the trainer is taught, the tagger does. */
class TrainerTest {
    private static final Lexicon LEXICON = Lexicon.load();

    @Test
    void learnsWhatItIsTold() {
        Labelled text = text("Frag ", "Wombat", " danach.");
        var trainer = new Trainer(1 << 12, new Random(1));
        for (int i = 0; i < 30; i++) {
            var tokens = Tokens.of(Decoded.of(text.text()), LEXICON);
            trainer.learn(tokens, NameLearning.tags(tokens, text.spans()));
        }
        trainer.keep();

        var tokens = Tokens.of(Decoded.of(text.text()), LEXICON);
        assertThat(trainer.tagger().tag(tokens, 0)).containsExactly(Tagger.OUT, Tagger.PERSON, Tagger.OUT, Tagger.OUT);
    }

    @Test
    void refusesWhatIsNoModel() throws IOException {
        var bytes = new ByteArrayOutputStream();
        Tagger.write(
                bytes, new int[0], new byte[0], new byte[Tagger.TAGS * 2], 1, new float[Tagger.TAGS * Tagger.TAGS]);

        assertThat(bytes.size()).isPositive();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Tagger.read("names.txt.gz", new Lexicon()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Labelled text(String before, String name, String after) {
        var writer = new Labelled.Writer();
        writer.plain(before);
        writer.labelled(name, "PERSON");
        writer.plain(after);
        return writer.done("de", "test", "test");
    }
}
