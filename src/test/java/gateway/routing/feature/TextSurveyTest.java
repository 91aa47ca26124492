package gateway.routing.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSurveyTest {
    @Test
    void countsCharactersByTheirKind() {
        TextSurvey survey = survey("Übung 12: a^2 + {x}\n");

        assertThat(survey.count(CharKind.UPPER)).isEqualTo(1);
        assertThat(survey.count(CharKind.LETTER)).isEqualTo(6);
        assertThat(survey.count(CharKind.DIGIT)).isEqualTo(3);
        assertThat(survey.count(CharKind.PUNCTUATION)).isEqualTo(1);
        assertThat(survey.count(CharKind.MATHS)).isEqualTo(2);
        assertThat(survey.count(CharKind.BRACKET)).isEqualTo(2);
        assertThat(survey.count(CharKind.BLANK)).isEqualTo(4);
        assertThat(survey.count(CharKind.NEWLINE)).isEqualTo(1);
        assertThat(survey.characters()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "one, 1", "don't stop, 2", "well-known fact, 3", "  a  b  ,2", "H2O and 3.14, 4", "你好世界, 4"})
    void countsWords(String text, int words) {
        assertThat(survey(text).words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pick one:\nA. red\nB. green\nC. blue",
                "Pick one: (A) red (B) green (C) blue",
                "Pick one: a) red b) green c) blue",
                "Pick one:\n  A: red\n  B: green\n  C: blue",
                "A) red\nA. red\nB. green\nC. blue"
            })
    void findsTheOptionsOfAQuestion(String text) {
        assertThat(survey(text).options()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"J. S. Bach wrote it.", "I. have a plan", "see (c) and (d)", "a. only", "x) y) z)", "e.g. b."})
    void takesNoInitialsForOptions(String text) {
        assertThat(survey(text).options()).isZero();
    }

    @Test
    void tellsFormulasFromPrices() {
        assertThat(survey("$x$ and \\frac{1}{2}").latex()).isEqualTo(3);
        assertThat(survey("It costs $20, or $1.50 each").latex()).isZero();
    }

    @Test
    void tellsProgramsFromProse() {
        assertThat(survey("```java\nint x = y();\nif (x == 0) {\n}\n```").code())
                .isGreaterThan(8);
        assertThat(survey("The train (an express) left at noon; nobody minded.").code())
                .isZero();
    }

    @Test
    void seesTablesJsonAndXml() {
        assertThat(survey("| a | b |\n|---|---|\n| 1 | 2 |").structure()).isEqualTo(3);
        assertThat(survey("{\"a\": 1, \"b\": [2]}").structure()).isEqualTo(2);
        assertThat(survey("<a><b/></a>").structure()).isEqualTo(2);
        assertThat(survey("Either | or").structure()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "How many are there?, 1",
        "how much is it, 1",
        "Wie viele sind es?, 1",
        "Wieviel kostet es?, 1",
        "How is it, 0"
    })
    void seesQuestionsForAmounts(String text, int count) {
        assertThat(survey(text).quantities()).isEqualTo(count);
    }

    @Test
    void seesSmallWordsThatSayMuch() {
        TextSurvey survey = survey("Which of the following is NOT prime? Calculate and explain.");

        assertThat(survey.choices()).isEqualTo(1);
        assertThat(survey.questions()).isEqualTo(1);
        assertThat(survey.cues(Cues.NEGATION)).isEqualTo(1);
        assertThat(survey.cues(Cues.MATHS)).isEqualTo(1);
        assertThat(survey.cues(Cues.WRITE)).isEqualTo(1);
    }

    @Test
    void tellsLanguagesApart() {
        assertThat(language("Wie hoch ist der Berg und wann wurde er zum ersten Mal bestiegen?"))
                .containsExactly(1, 0);
        assertThat(language("How high is the mountain and when was it climbed for the first time?"))
                .containsExactly(0, 0);
        assertThat(language("Quelle est la hauteur de cette montagne et quand fut-elle gravie pour la première fois ?"))
                .containsExactly(0, 1);
        assertThat(language("这座山有多高，第一次登顶是什么时候？")).containsExactly(0, 1);
    }

    @Test
    void hashesWordsPairsAndSigns() {
        assertThat(features("red house"))
                .hasSize(4)
                .containsAll(features("house").subList(0, 1));
        assertThat(features("RED House")).isEqualTo(features("red house"));
        assertThat(features("house red")).isNotEqualTo(features("red house"));
        assertThat(features("1984")).isEqualTo(features("2025"));
        assertThat(features("12")).isNotEqualTo(features("123"));
        assertThat(features("=")).hasSize(1);
        assertThat(features(".")).isEmpty();
    }

    @Property
    void countsEachCharacterOnceAndKeepsToItsNumbers(@ForAll String text) {
        List<Integer> found = features(text);

        assertThat(survey(text).characters()).isEqualTo(text.length());
        assertThat(found).allMatch(index -> index >= 0 && index < 1 << TextFeatures.BITS);
        assertThat(found.size()).isLessThanOrEqualTo(2 * text.length());
    }

    private static double[] language(String text) {
        double[] raw = new double[Feature.values().length];
        TextShape.measure(survey(text), text.length(), raw);
        return new double[] {raw[Feature.GERMAN.index()], raw[Feature.OTHER_LANGUAGE.index()]};
    }

    private static List<Integer> features(String text) {
        List<Integer> found = new ArrayList<>();
        new TextSurvey(found::add).read(text, 0, text.length());
        return found;
    }

    private static TextSurvey survey(String text) {
        TextSurvey survey = new TextSurvey(feature -> {});
        survey.read(text, 0, text.length());
        return survey;
    }
}
