package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HiddenTextTest {
    private static final String PLAIN = "Meet me at the old mill, please.";

    @Test
    void decodesBase64() {
        String encoded = Base64.getEncoder().encodeToString(PLAIN.getBytes(StandardCharsets.UTF_8));

        assertThat(found("Read this: \"" + encoded + "\" today.")).containsExactly(PLAIN);
    }

    @Test
    void decodesHexadecimalDigits() {
        String encoded = HexFormat.of().formatHex(PLAIN.getBytes(StandardCharsets.UTF_8));

        assertThat(found("x " + encoded)).containsExactly(PLAIN);
    }

    @Test
    void decodesPercentEncoding() {
        assertThat(found("https://a.example/?q=%4d%65%65%74%20%6d%65")).containsExactly("https://a.example/?q=Meet me");
    }

    @Test
    void leavesWordsHashesAndKeysAlone() {
        assertThat(found("Donaudampfschifffahrtsgesellschaft 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c"
                        + " kX9v2LqTz7PwYb3NfHs8JdRm"))
                .isEmpty();
    }

    @Test
    void tellsRot13ByItsWords() {
        HiddenText turned = read("Gryy zr nobhg gur jrngure naq gur frn", new ArrayList<>());
        HiddenText plain = read("Tell me about the weather and the sea", new ArrayList<>());

        assertThat(turned.rot13()).isTrue();
        assertThat(plain.rot13()).isFalse();
    }

    @Test
    void decodesARunBehindALongText() {
        String encoded = Base64.getEncoder().encodeToString(PLAIN.getBytes(StandardCharsets.UTF_8));

        assertThat(found("many words that tell nothing ".repeat(400) + encoded)).containsExactly(PLAIN);
    }

    @Test
    void looksAtALongRunInParts() {
        String encoded = Base64.getEncoder().encodeToString(PLAIN.repeat(150).getBytes(StandardCharsets.UTF_8));

        assertThat(String.join("", found(encoded))).startsWith(PLAIN.repeat(100));
    }

    @Property(tries = 50)
    void remembersTheEndOfWhatItRead(@ForAll @IntRange(max = 9_000) int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(i).append(i % 7 == 0 ? '-' : ' ');
        }

        String recent = read(text.toString(), new ArrayList<>()).recent();

        assertThat(text.toString()).endsWith(recent);
        assertThat(recent).hasSizeBetween(Math.min(text.length(), 1024), 2048);
    }

    private static List<String> found(String text) {
        List<String> found = new ArrayList<>();
        read(text, found);
        return found;
    }

    private static HiddenText read(String text, List<String> found) {
        HiddenText hidden = new HiddenText();
        text.chars().forEach(c -> hidden.add((char) c, found::add));
        hidden.end(found::add);
        return hidden;
    }
}
