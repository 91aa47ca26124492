package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBufferTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\"\\/\b\f\n\r\t\u0000\u001F\u007F",
                "Grüße",
                "日本語",
                "\uD83D\uDE00",
                "\uD83D",
                "\uDE00x",
                "a\uD83D\uD83D\uDE00",
                "\u2028"
            })
    void escapesSoThatAParserReadsTheSame(String text) throws JsonProcessingException {
        String json = StandardCharsets.UTF_8
                .decode(new FrameBuffer().add("\"").addEscaped(text).add("\"").take())
                .toString();

        assertThat(JsonCodec.MAPPER.readTree(json).textValue()).isEqualTo(text);
        assertThat(json).doesNotContain("\n");
    }

    @Test
    void growsAndStartsAnew() {
        FrameBuffer buffer = new FrameBuffer();

        int first = buffer.addEscaped("x".repeat(10_000)).take().remaining();
        int second = buffer.add("y").take().remaining();

        assertThat(first).isEqualTo(10_000);
        assertThat(second).isEqualTo(1);
        assertThat(buffer.isEmpty()).isTrue();
    }
}
