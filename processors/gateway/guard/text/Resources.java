package gateway.guard.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Files of the class path beside {@code gateway.guard}. */
final class Resources {
    private Resources() {}

    static Lexicon lexicon(String name) {
        return new Lexicon(new String(bytes(name), StandardCharsets.UTF_8));
    }

    static LinearModel model(String name) {
        try {
            return LinearModel.read(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Frequent words, the most frequent first; made once for all who ask. */
    static Vocabulary vocabulary() {
        return Words.FREQUENT;
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Resources.class.getResourceAsStream("/gateway/guard/" + name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static final class Words {
        static final Vocabulary FREQUENT = read();

        private static Vocabulary read() {
            try (GZIPInputStream file = new GZIPInputStream(new ByteArrayInputStream(bytes("frequent-words.gz")))) {
                return new Vocabulary(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException("frequent-words.gz", e);
            }
        }
    }
}
