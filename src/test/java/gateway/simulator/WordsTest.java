package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is cut without losing any of it. */
class WordsTest {
    @Test
    void keepsTheSpaceBeforeAWord() {
        assertThat(Words.split("One two\n three")).containsExactly("One", " two", "\n three");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "one", "日本語のテキストはスペースがありませんので短く切ります", "😀😀😀😀😀😀😀😀😀😀😀😀"})
    void losesNothing(String text) {
        assertThat(String.join("", Words.split(text))).isEqualTo(text);
        assertThat(String.join("", Words.fragments(text, 3))).isEqualTo(text);
    }

    @Test
    void neverCutsACharacterInTwo() {
        assertThat(Words.fragments("a😀b", 2)).containsExactly("a😀", "b");
        assertThat(Words.shorten("a😀b", 2)).isEqualTo("a...");
    }

    @Test
    void repeatsTheTextUntilItIsLongEnough() {
        assertThat(Words.fit(List.of("a", " b"), 5)).containsExactly("a", " b", " a", " b", " a");
    }

    @Test
    void cutsTheTextWhenItIsTooLong() {
        assertThat(Words.fit(List.of("a", " b"), 1)).containsExactly("a");
    }
}
