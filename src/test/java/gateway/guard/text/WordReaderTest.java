package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "Über die Straße > ueber die strasse",
                "U\u0308ber die Stra\u00dfe > ueber die strasse",
                "naïve café > naive cafe",
                "ｆｕｌｌ ｗｉｄｔｈ > full width",
                "𝐛𝐨𝐥𝐝 𝓼𝓬𝓻𝓲𝓹𝓽 ⓒⓘⓡⓒⓛⓔ > bold script circle",
                "ze\u200bro\u200d wi\u2060dth > zero width",
                "раssword > password",
                "р4$$w0rd > password",
                "пароль остается > пароль остается",
                "l33t sp34k > leet speak",
                "don't stop > dont stop",
                "s p e l l e d out > spelled out",
                "s-p-e-l-l-e-d out > spelled out",
                "s p e l l e d  o u t > spelled out",
                "I am a man > i am a man",
                "nooooo waaaay > no way",
                "call 030 1234567 > call 000 0000",
                "co-operate e.g. x > co operate e g x"
            })
    void foldsDisguises(String text, String words) {
        assertThat(Folding.words(text)).isEqualTo(words);
    }

    @Test
    void tellsTablesFromProse() {
        List<Words.Gap> gaps = new ArrayList<>();
        WordReader reader = new WordReader((chars, length, gap, caps) -> gaps.add(gap));

        reader.add("Above.\n| one | two |\n|---|---|\n| three | four |\nbelow it");
        reader.end();

        assertThat(gaps)
                .containsExactly(
                        Words.Gap.NEWLINE,
                        Words.Gap.TABLE_BEGINS,
                        Words.Gap.CELL,
                        Words.Gap.CELL,
                        Words.Gap.CELL,
                        Words.Gap.TABLE_ENDS,
                        Words.Gap.NONE);
    }

    @Property(tries = 300)
    void readsTheSameInPieces(@ForAll String text, @ForAll List<Integer> cuts) {
        StringBuilder words = new StringBuilder();
        WordReader reader = new WordReader(
                (chars, length, gap, caps) -> words.append(gap).append(caps).append(chars, 0, length));
        StringBuilder again = new StringBuilder();
        Words sink =
                (chars, length, gap, caps) -> again.append(gap).append(caps).append(chars, 0, length);
        WordReader pieces = new WordReader(sink);

        reader.add(text);
        reader.end();
        int from = 0;
        for (int cut : cuts) {
            int to = from + Math.floorMod(cut, text.length() - from + 1);
            pieces.add(text.substring(from, to));
            pieces = new WordReader(pieces, sink);
            from = to;
        }
        pieces.add(text.substring(from));
        pieces.end();

        assertThat(again.toString()).isEqualTo(words.toString());
    }
}
