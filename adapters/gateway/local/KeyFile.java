package gateway.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * Keys that were made at the first start, in a file that only its owner can read, so that every later start can show
 * them.
 *
 * @param demo the demo tenant's key
 * @param admin the admin's key
 */
public record KeyFile(String demo, String admin) {
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int SECRET_LENGTH = 40;

    /** Reads the keys, or makes and keeps them. */
    public static KeyFile open(Path folder, RandomGenerator random) {
        Path file = folder.resolve("keys.properties");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                String text =
                        "demo=sk-serai-demo-" + secret(random) + "\nadmin=sk-serai-admin-" + secret(random) + "\n";
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
            }
            Properties keys = new Properties();
            try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                keys.load(reader);
            }
            return new KeyFile(required(keys, "demo", file), required(keys, "admin", file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or write " + file + ": set gateway.data-dir", e);
        }
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "KeyFile[]";
    }

    private static String required(Properties keys, String name, Path file) {
        String key = keys.getProperty(name);
        if (key == null || key.isBlank()) {
            throw new IllegalStateException(file + " names no key '" + name + "': delete it to have keys made anew");
        }
        return key.strip();
    }

    private static String secret(RandomGenerator random) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < SECRET_LENGTH; i++) {
            secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }
}
