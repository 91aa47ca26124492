package gateway.guard.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and programs do to letters on their way, undone. */
class DecodedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "J%C3%BCrgen%20B|Jürgen B",
                "100% sicher|100% sicher",
                "%C3|%C3",
                "%E4B|%E4B",
                "?q=Eva+Noll|?q=Eva Noll",
                "1+1|1+1",
                "a\\u00fcb|aüb",
                "\\\\\\\"x|\"x",
                "J&uuml;rgen|Jürgen",
                "A&B;|A&B;",
            })
    void undoes(String text, String plain) {
        var decoded = Decoded.of(text);

        assertThat(new String(decoded.chars, 0, decoded.length)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"'J%C3%BCrgen', 1, 1, 7", "'ab', 1, 1, 2", "'x\u200By', 1, 2, 3"})
    void remembersWhereCharsCameFrom(String text, int index, int from, int to) {
        var decoded = Decoded.of(text);

        assertThat(decoded.from(index)).isEqualTo(from);
        assertThat(decoded.to(index)).isEqualTo(to);
    }
}
