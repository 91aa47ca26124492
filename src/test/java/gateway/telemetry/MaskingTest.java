package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Masking takes out what was found, and nothing else. */
class MaskingTest {
    private static final Masking PLAIN = new Masking(new PlainScanner());

    @Test
    void putsTheKindInThePlaceOfWhatWasFound() {
        assertThat(PLAIN.mask("call <anna@example.org> or +49 (30) 123 45-678, please"))
                .isEqualTo("call <[EMAIL]> or +[PHONE], please");
    }

    @Test
    void leavesShortNumbersAndDays() {
        assertThat(PLAIN.mask("12 of 2026-11-26, 1234567 us")).isEqualTo("12 of 2026-11-26, 1234567 us");
    }

    @Test
    void leavesRequestIds() {
        Masking everything = new Masking(text -> List.of(new Finding(8, text.length(), PiiKind.API_KEY)));

        assertThat(everything.mask("request req_0123456789abcdefghjk")).isEqualTo("request req_0123456789abcdefghjk");
        assertThat(everything.mask("request req_0123456789abcdefghjkm")).isEqualTo("request [API_KEY]");
        assertThat(everything.mask("request req_0123456789-anna-berg")).isEqualTo("request [API_KEY]");
        assertThat(everything.mask("request 0123456789")).isEqualTo("request [API_KEY]");
    }

    @Test
    void showsNothingThatCannotBeLookedThrough() {
        Masking broken = new Masking(text -> {
            throw new IllegalStateException(text);
        });

        assertThat(broken.mask("Anna Berg"))
                .startsWith("[REDACTED length=9 hash=")
                .doesNotContain("Anna");
    }

    @Test
    void cutsLongTextsBeforeTheyAreLookedThrough() {
        assertThat(PLAIN.mask("x".repeat(1_000_000))).hasSize(4_004).endsWith(" ...");
    }

    @Property(tries = 300, seed = "7")
    void leavesNoLongNumber(@ForAll String before, @ForAll String after) {
        assertThat(PLAIN.mask(before + " 0151 2345 6789 " + after)).doesNotContain("2345");
    }

    @Property(tries = 300, seed = "7")
    void showsListedWordsOfLibrariesOnly(@ForAll String text) {
        for (String word : LibraryText.of("request failed " + text).split(" ", -1)) {
            assertThat(word).matches("[a-z]+|\\.\\.\\.");
        }
    }

    @Test
    void keepsWhatALibrarySaysOfItself() {
        assertThat(LibraryText.of("Failed delivery for (MessageId: 17 on ExchangeId: 18). Exhausted after delivery"
                        + " attempt: 1 caught: java.lang.IllegalStateException: Anna Berg"))
                .isEqualTo("Failed delivery for ... on ... Exhausted after delivery attempt ... caught ...");
    }
}
