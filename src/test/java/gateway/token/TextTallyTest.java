package gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimate against a tokenizer as the yardstick. */
class TextTallyTest {
    private static final Encoding YARDSTICK =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    private static final double OTHERS_COUNT_MORE = 1.35;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("prose", Texts.PROSE),
                Arguments.of("German", Texts.GERMAN),
                Arguments.of("Russian", Texts.RUSSIAN),
                Arguments.of("Arabic", Texts.ARABIC),
                Arguments.of("Hindi", Texts.HINDI),
                Arguments.of("Chinese", Texts.CHINESE),
                Arguments.of("Japanese", Texts.JAPANESE),
                Arguments.of("Korean", Texts.KOREAN),
                Arguments.of("Amharic", Texts.AMHARIC),
                Arguments.of("Lao", Texts.LAO),
                Arguments.of("Tibetan", Texts.TIBETAN),
                Arguments.of("emoji", Texts.EMOJI),
                Arguments.of("Java", Texts.JAVA),
                Arguments.of("Python", Texts.PYTHON),
                Arguments.of("SQL", Texts.SQL),
                Arguments.of("JSON", Texts.JSON),
                Arguments.of("a log", Texts.LOG),
                Arguments.of("CSV", Texts.CSV),
                Arguments.of("base64", Texts.base64(400)),
                Arguments.of("base64 in lines", Texts.mime(400)),
                Arguments.of("blanks", " ".repeat(50)),
                Arguments.of("a rule", "=".repeat(50)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void isAnUpperBoundAlsoForTokenizersThatCountAThirdMore(String name, String text) {
        String page = Texts.of(text, 4_000);

        assertThat((double) tally(page).upper()).isGreaterThan(OTHERS_COUNT_MORE * YARDSTICK.countTokensOrdinary(page));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void guessesWithinAFactorOfTwoOfTextsThatPeopleWrite(String name, String text) {
        String page = Texts.of(text, 4_000);
        double counted = YARDSTICK.countTokensOrdinary(page);

        boolean written = !name.equals("blanks") && !name.equals("a rule");
        assertThat(tally(page).likely() / counted).isBetween(0.7, written ? 2.0 : 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u3400", "\uA000", "\u13A0", "e\u0301\u0316\u0350", "\u1820\u1823"})
    void isAnUpperBoundOfWhatFewPeopleWrite(String text) {
        String page = Texts.of(text, 4_000);

        assertThat(tally(page).upper()).isGreaterThan(YARDSTICK.countTokensOrdinary(page));
    }

    @Test
    void countsPiecesAsItCountsTheWhole() {
        String text = Texts.PROSE + Texts.EMOJI + Texts.JAVA + Texts.base64(100) + Texts.CHINESE;
        TextTally pieces = new TextTally();
        for (int i = 0; i < text.length(); i++) {
            pieces.add(text.substring(i, i + 1));
        }

        assertThat(pieces.likely()).isEqualTo(tally(text).likely());
        assertThat(pieces.upper()).isEqualTo(tally(text).upper());
    }

    @Test
    void countsNothingForNothing() {
        assertThat(tally("").likely()).isZero();
        assertThat(tally("").upper()).isZero();
    }

    private static TextTally tally(String text) {
        TextTally tally = new TextTally();
        tally.add(text);
        return tally;
    }
}
