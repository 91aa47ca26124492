package gateway.wire.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private static final String STREAM = """
            event: first
            data: {"a":"é"}

            : comment

            data:one
            data: two
            id: 7

            data: [DONE]

            """;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameFramesHoweverTheStreamIsCut(String lineEnd) {
        byte[] stream = STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        List<String> whole = read(stream);

        for (int cut = 0; cut <= stream.length; cut++) {
            List<String> pieces = read(Arrays.copyOf(stream, cut), Arrays.copyOfRange(stream, cut, stream.length));

            assertThat(pieces).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(whole).containsExactly("first/{\"a\":\"é\"}", "null/", "null/one\ntwo", "null/[DONE]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void findsTheSameFramesByteByByte(String lineEnd) {
        byte[] stream = STREAM.replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
        byte[][] bytes = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            bytes[i] = new byte[] {stream[i]};
        }

        List<String> frames = read(bytes);

        assertThat(frames).isEqualTo(read(stream));
    }

    @Test
    void keepsEveryByteInTheRawFrames() {
        byte[] stream = STREAM.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        StringBuilder raw = new StringBuilder();

        new SseReader(1_000).read(stream, frame -> raw.append(text(frame.raw())));

        assertThat(raw).hasToString(STREAM.replace("\n", "\r\n"));
    }

    @Test
    void handsOverTheFrameThatTheEndOfTheStreamCutShort() {
        SseReader reader = new SseReader(1_000);
        reader.read("data: last\n".getBytes(StandardCharsets.UTF_8), frame -> {});

        SseFrame rest = Objects.requireNonNull(reader.rest());

        assertThat(text(rest.data())).isEqualTo("last");
        assertThat(reader.rest()).isNull();
    }

    @Test
    void takesAnEmptyDataLineAsPartOfTheData() {
        List<String> frames = read("data: a\ndata:\ndata: b\n\n".getBytes(StandardCharsets.UTF_8));

        assertThat(frames).containsExactly("null/a\n\nb");
    }

    @Test
    void refusesAFrameThatDoesNotEnd() {
        SseReader reader = new SseReader(10);

        assertThatThrownBy(() -> reader.read("data: 0123456789".getBytes(StandardCharsets.UTF_8), frame -> {}))
                .isInstanceOf(SseReader.FrameTooLongException.class);
    }

    private static List<String> read(byte[]... pieces) {
        SseReader reader = new SseReader(1_000);
        List<String> frames = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.read(piece, frame -> {
                if (!text(frame.raw()).isBlank()) {
                    frames.add(frame.event() + "/" + text(frame.data()));
                }
            });
        }
        return frames;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
