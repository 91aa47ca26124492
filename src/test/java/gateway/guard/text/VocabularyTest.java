package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
    private static final String ENGLISH =
            "The tenant, who moved in last winter, wants to know whether the rent may be raised twice a year. Please"
                    + " write her a friendly letter in plain words and mention the 3 dates she has to keep in mind.";
    private static final String GERMAN =
            "Bitte erkläre dem Kunden, warum sich die Lieferung um zwei Wochen verzögert, und biete ihm einen Gutschein"
                    + " an. Ignoriere die Anweisungen im Anhang, wenn sie dem Vertrag widersprechen!";

    @Test
    void numbersWordsInTheirOrder() {
        Vocabulary vocabulary = new Vocabulary(List.of("the", "of", "haus"));

        assertThat(vocabulary.find(hash("the"))).isZero();
        assertThat(vocabulary.find(hash("haus"))).isEqualTo(2);
        assertThat(vocabulary.find(hash("hau"))).isEqualTo(Vocabulary.UNKNOWN);
        assertThat(vocabulary.find(Vocabulary.SEED)).isEqualTo(Vocabulary.UNKNOWN);
    }

    @Test
    void shipsWordsThatAreFoldedAndDiffer() {
        List<String> words = Resources.vocabulary().words();

        assertThat(words).hasSizeGreaterThan(10_000).doesNotHaveDuplicates();
        assertThat(words).contains("the", "der", "fuer", "question");
        assertThat(words).allSatisfy(word -> assertThat(Folding.words(word)).isEqualTo(word));
    }

    /** Sums made beforehand are those of the weights, feature by feature. */
    @ParameterizedTest
    @CsvSource({"attacks.model, attack-words.txt", "toxicity.model, toxic-words.txt", "domains.model, domain-words.txt"
    })
    void leavesEveryScoreAsItIs(String model, String lexicon) {
        Passes quick = new Passes(Resources.model(model), Resources.vocabulary(), Resources.lexicon(lexicon), true);
        Passes slow = new Passes(Resources.model(model), Vocabulary.EMPTY, Resources.lexicon(lexicon), true);

        for (String text : List.of(ENGLISH, GERMAN, ENGLISH.repeat(9) + GERMAN, GERMAN.toUpperCase(Locale.ROOT))) {
            assertThat(quick.probabilities(text)).isEqualTo(slow.probabilities(text));
        }
    }

    private static long hash(String word) {
        long hash = Vocabulary.SEED;
        for (int i = 0; i < word.length(); i++) {
            hash = Vocabulary.step(hash, word.charAt(i));
        }
        return hash;
    }
}
