package gateway.guard.pii;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a%40b.de|a@b.de",
                "M%C3%BCller|Müller",
                "100 %|100 %",
                "%zz|%zz",
                "a\\\"b|a\"b",
                "a\\\\\\\"b|a\"b",
                "m\\u00fcde|müde",
                "1\u00a02\u200b3|1 23",
                "１２３|123",
                "٣٤|34",
                "\ud835\udfcf\ud835\udfd8|10",
                "a–b−c|a-b-c",
                "https://x/?a=b+c&t=+49|https://x/?a=b c&t=+49",
                "1+1|1+1"
            })
    void writesAllFormsOfACharAsOne(String text, String plain) {
        Folded folded = Folded.of(text);

        assertThat(new String(folded.chars, 0, folded.length)).isEqualTo(plain);
    }

    @Test
    void knowsTheWayBack() {
        Folded folded = Folded.of("x%40\u200by");

        assertThat(folded.origin(1)).isEqualTo(1);
        assertThat(folded.origin(2)).isEqualTo(5);
        assertThat(folded.origin(folded.length)).isEqualTo(6);
    }
}
