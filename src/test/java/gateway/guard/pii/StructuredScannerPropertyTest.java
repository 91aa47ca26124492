package gateway.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any text. */
class StructuredScannerPropertyTest {
    private static final String SEED = "20261126";
    private static final String IBAN = "DE89370400440532013000";
    private static final List<String> PIECES = List.of(
            "tel ",
            "0171 ",
            "123",
            "4556 7375 8689 9855",
            "@",
            "a.b",
            ":",
            "://",
            "DE89",
            "-",
            ".",
            " ",
            "\n",
            ";",
            "|",
            "\"",
            "geboren ",
            "12.5.80",
            "passwort: ",
            "sk-",
            "\\u00",
            "%4",
            "%40",
            "\u200b",
            "\ud835",
            "\udfce",
            "ä",
            "K",
            "März ",
            "::1",
            "[at]",
            " dot ",
            "x12",
            "(0)",
            "+49",
            "key=",
            "user ",
            "=",
            "\\\"",
            "0x",
            "bc1",
            "eyJ",
            "-----BEGIN ");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(40).map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().all().ofMaxLength(80));
    }

    @Property(tries = 3000, seed = SEED)
    void givesFindingsInOrderAndWithinTheText(@ForAll("texts") String text) {
        List<Finding> findings = new StructuredScanner().scan(text);

        int end = 0;
        for (Finding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(end);
            end = finding.end();
        }
        assertThat(end).isLessThanOrEqualTo(text.length());
    }

    @Property(tries = 500, seed = SEED)
    void invisibleCharsAnywhereHideNothing(@ForAll("places") List<Integer> places) {
        StringBuilder hidden = new StringBuilder(IBAN);
        places.forEach(place -> hidden.insert(1 + place % (hidden.length() - 1), '\u200b'));

        List<Finding> findings = new StructuredScanner().scan("auf " + hidden + " bitte");

        assertThat(findings).containsExactly(new Finding(4, 4 + hidden.length(), PiiKind.IBAN));
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 100).list().ofMaxSize(12);
    }

    @Property(tries = 500, seed = SEED)
    void oneWrongDigitOfAnIbanIsNoIban(@ForAll("digits") int place) {
        char other = IBAN.charAt(place) == '7' ? '3' : '7';
        String wrong = IBAN.substring(0, place) + other + IBAN.substring(place + 1);

        assertThat(new StructuredScanner().scan("iban " + wrong))
                .extracting(Finding::kind)
                .doesNotContain(PiiKind.IBAN);
    }

    @Provide
    Arbitrary<Integer> digits() {
        return Arbitraries.integers().between(2, IBAN.length() - 1);
    }
}
