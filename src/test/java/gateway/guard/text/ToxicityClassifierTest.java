package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToxicityClassifierTest {
    private static final ToxicityClassifier CLASSIFIER = new ToxicityClassifier();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You are such a stupid bitch, nobody wants you here | Thank you, you are such a good friend to us",
                "Halt die Fresse, du dummes Arschloch | Danke dir, das hat mir wirklich sehr geholfen",
                "Diese Politiker sind doch alle korrupter Abschaum | Der Bundestag stimmt am Freitag über das Gesetz ab",
                "sh1t, what an idi0t you are | Yes, what a lovely idea you have"
            })
    void ranksAbuseAboveOtherTexts(String abuse, String other) {
        assertThat(CLASSIFIER.score(abuse)).isGreaterThan(0.5);
        assertThat(CLASSIFIER.score(other)).isLessThan(0.5);
    }
}
