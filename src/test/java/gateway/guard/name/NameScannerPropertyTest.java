package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.guard.Finding;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text: findings are in order, apart, within it, and split no code point. */
class NameScannerPropertyTest {
    private static final String SEED = "20261126";
    private static final int TRIES = 2_000;
    private static final NameScanner SCANNER = NameScanner.create(-3f);

    @Property(tries = TRIES, seed = SEED)
    void findsWithinAnyText(@ForAll("texts") String text) {
        List<Finding> findings = SCANNER.scan(text);

        int end = 0;
        for (Finding finding : findings) {
            assertThat(finding.start()).isGreaterThanOrEqualTo(end);
            assertThat(finding.end()).isLessThanOrEqualTo(text.length());
            assertThat(splits(text, finding.start()) || splits(text, finding.end()))
                    .isFalse();
            end = finding.end();
        }
    }

    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    /** Any chars, surrogates alone included, between pieces that mean something to the scanner. */
    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.chars().range('\0', '\uFFFF').map(String::valueOf);
        Arbitrary<String> known = Arbitraries.of(
                "Anna",
                " ",
                "Müller",
                "%20",
                "%C3%BC",
                "%F",
                "\\u00",
                "\\n",
                "\\\\\"",
                "&uuml;",
                "&",
                "name=",
                "?",
                "\n",
                ";",
                "|",
                "<name>",
                "straße",
                "12",
                ", ",
                "80331",
                "\uD835\uDC00",
                "\uD83D\uDE00",
                "\u200B",
                "u\u0308",
                "'",
                "-",
                "@",
                "Dr.",
                ":",
                "\"",
                "İ",
                "ß");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(1, any), net.jqwik.api.Tuple.of(4, known))
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }
}
