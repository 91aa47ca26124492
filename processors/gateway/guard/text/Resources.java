package gateway.guard.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

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

    private static byte[] bytes(String name) {
        try (InputStream file = Resources.class.getResourceAsStream("/gateway/guard/" + name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
