package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names meet, however they are spelled. */
class FoldTest {
    @ParameterizedTest
    @CsvSource({
        "Kröckert, kroeckert",
        "Kroeckert, kroeckert",
        "STRASSE, strasse",
        "Straße, strasse",
        "Łukasz, lukasz",
        "Çağrı, cagri",
        "Ångström, aangstroem",
        "Muñoz, munoz",
        "Žižka, zizka",
        "Ólafur, olafur",
        "Иван, иван"
    })
    void writesInSmallAscii(String word, String folded) {
        char[] into = new char[word.length() * 2];
        int length = 0;
        for (int i = 0; i < word.length(); i++) {
            length = Fold.letter(word.charAt(i), into, length);
        }

        assertThat(new String(into, 0, length)).isEqualTo(folded);
    }
}
