package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DeniedTopicsTest {
    private static final DeniedTopics TOPICS = new DeniedTopics(List.of(
            new DeniedTopics.Topic("investments", List.of("anlageberat*", "stock tip*", "which shares to buy"), 1),
            new DeniedTopics.Topic("gambling", List.of("roulette", "casino*", "wett* auf pferd*"), 2)));

    @Test
    void findsPhrasesWhateverTheirEndings() {
        assertThat(TOPICS.found("Ich suche eine gute Anlageberaterin.")).containsExactly("investments");
        assertThat(TOPICS.found("Any stock tips?")).containsExactly("investments");
    }

    @Test
    void findsWholeWordsOnly() {
        assertThat(TOPICS.found("The livestock tip is far away. We know which shares to buyers we sold.")).isEmpty();
    }

    @Test
    void waitsForAsManyPhrasesAsTheThresholdSays() {
        assertThat(TOPICS.found("Roulette, roulette, roulette!")).isEmpty();
        assertThat(TOPICS.found("Roulette im Casinohotel")).containsExactly("gambling");
        assertThat(TOPICS.found("Casinos, und wetten auf Pferde")).containsExactly("gambling");
        assertThat(TOPICS.found("Casinos, und wetten und auf Pferde")).isEmpty();
    }

    @Test
    void seesThroughDisguises() {
        assertThat(TOPICS.found("s t o c k  t i p")).containsExactly("investments");
        assertThat(TOPICS.found("WHICH\u200b sh4r3s to buy")).containsExactly("investments");
    }

    @Test
    void namesTopicsInTheOrderOfTheSettings() {
        assertThat(TOPICS.found("casino roulette and a stock tip")).containsExactly("investments", "gambling");
    }

    @Test
    void refusesTopicsThatNothingOrNoTextCanMeet() {
        assertThatThrownBy(() -> new DeniedTopics.Topic("x", List.of("a"), 2)).hasMessageContaining("threshold of x");
        assertThatThrownBy(() -> new DeniedTopics.Topic("x", List.of(" * "), 1)).hasMessageContaining("phrase of x");
        assertThatThrownBy(() -> new DeniedTopics.Topic("x", List.of(), 1)).hasMessageContaining("phrases");
    }

    /** Texts and phrases over few letters, so that they overlap in every way, against a search by hand. */
    @Property(tries = 500)
    void agreesWithASearchByHand(@ForAll @Size(min = 1, max = 4) List<Byte> phrase, @ForAll @Size(max = 12) List<Byte> text) {
        List<String> pattern = words(phrase, true);
        List<String> words = words(text, false);
        DeniedTopics topics =
                new DeniedTopics(List.of(new DeniedTopics.Topic("it", List.of(String.join(" ", pattern)), 1)));

        boolean found = !topics.found(String.join(" ", words)).isEmpty();

        assertThat(found).isEqualTo(occurs(pattern, words));
    }

    private static List<String> words(List<Byte> numbers, boolean stars) {
        List<String> words = new ArrayList<>();
        for (byte number : numbers) {
            String word = List.of("xy", "xyx", "yx").get(Math.floorMod(number, 3));
            words.add(stars && number % 2 == 0 ? word + "*" : word);
        }
        return words;
    }

    private static boolean occurs(List<String> pattern, List<String> words) {
        for (int at = 0; at + pattern.size() <= words.size(); at++) {
            boolean all = true;
            for (int i = 0; i < pattern.size(); i++) {
                String wanted = pattern.get(i);
                String word = words.get(at + i);
                all &= wanted.endsWith("*")
                        ? word.startsWith(wanted.substring(0, wanted.length() - 1))
                        : word.equals(wanted);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
