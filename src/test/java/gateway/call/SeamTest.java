package gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SeamTest {
    private static final String TEXT = "The caravan left at dawn, and by noon it had crossed the dry river.\n\nNobody"
            + " spoke of the wells; everybody counted the water they had left.";

    @Example
    void leavesTextAsItIsWhereAModelGoesOnByItself() {
        assertThat(joined("The caravan", "", List.of(" left", " at dawn"))).isEqualTo("The caravan left at dawn");
        assertThat(joined("The caravan ", "", List.of(" left"))).isEqualTo("The caravan left");
        assertThat(joined("The cara", "", List.of("van left"))).isEqualTo("The caravan left");
    }

    @Example
    void takesAwayWhatIsRepeated() {
        assertThat(joined("The caravan left at", "caravan left at", List.of("caravan", " left at", " dawn")))
                .isEqualTo("The caravan left at dawn");
        assertThat(joined("The caravan left at", "left at", List.of("The caravan left at dawn")))
                .isEqualTo("The caravan left at dawn");
        assertThat(joined("The", "The", List.of("The", " caravan"))).isEqualTo("The caravan");
    }

    @Example
    void takesChanceForNoRepetition() {
        assertThat(joined("He said that", "He said that", List.of(" that was it")))
                .isEqualTo("He said that that was it");
    }

    @Example
    void losesNothingOfAModelThatStopsInTheMiddleOfARepetition() {
        assertThat(joined("The caravan left at", "caravan left at", List.of(" left")))
                .isEqualTo("The caravan left at left");
    }

    @Property
    void joinsWhereverItIsCut(
            @ForAll @IntRange(min = 1, max = 130) int cut, @ForAll @IntRange(min = 1, max = 9) int piece) {
        int end = Math.min(cut, TEXT.length() - 1);
        String soFar = TEXT.substring(0, end);
        String anchor = GoOn.anchor(soFar);
        String rest = anchor + TEXT.substring(soFar.stripTrailing().length());

        assertThat(joined(soFar, anchor, pieces(rest, piece))).isEqualTo(TEXT);
    }

    private static List<String> pieces(String text, int length) {
        return IntStream.iterate(0, at -> at < text.length(), at -> at + length)
                .mapToObj(at -> text.substring(at, Math.min(text.length(), at + length)))
                .toList();
    }

    private static String joined(String soFar, String anchor, List<String> pieces) {
        Seam seam = new Seam(soFar, anchor);
        StringBuilder all = new StringBuilder(soFar);
        pieces.forEach(piece -> all.append(seam.add(piece)));
        return all.append(seam.end()).toString();
    }
}
