package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static final Lexicon LEXICON = Lexicon.load();

    static {
        Tagger.read("name-model.gz", LEXICON);
    }

    @Test
    void takesCommonWordsAndMarksForQuiet() {
        assertThat(quiet("Wir haben die Antwort, und sie ist gut."))
                .contains("haben", "die", "Antwort", ",", "und", ".");
    }

    @Test
    void doesNotTakeNamesTitlesTownsStreetsNumbersAndUnknownWordsForQuiet() {
        assertThat(quiet("Herr Paul Wolkenhauer wohnt in der Kastanienallee 17 in Erfurt @ Xyloquent"))
                .doesNotContain("Herr", "Paul", "Wolkenhauer", "Kastanienallee", "17", "Erfurt", "@", "Xyloquent");
    }

    private static List<String> quiet(String text) {
        Tokens tokens = Tokens.of(Decoded.of(text), LEXICON);
        boolean[] quiet = Surroundings.quiet(tokens);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < quiet.length; i++) {
            if (quiet[i]) {
                words.add(text.substring(tokens.start[i], tokens.end[i]));
            }
        }
        return words;
    }
}
