package gateway.cache;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 (FIPS 180-4) over values, each with its kind and length, so that no two lists of values are alike. */
final class Fingerprint {
    private static final String ALGORITHM = "SHA-256";

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** Adds a text; null differs from every text. */
    Fingerprint put(@Nullable String text) {
        if (text == null) {
            return mark('0', 0);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mark('s', bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds a number, a truth value or a record without content, by the text of it. */
    Fingerprint put(@Nullable Object value) {
        return put(value == null ? null : value.toString());
    }

    /** Begins a list. */
    Fingerprint begin(char kind, Collection<?> values) {
        return mark(kind, values.size());
    }

    /**
     * Adds JSON, whatever the order of its objects' fields.
     *
     * @param without fields of the outermost object that do not count
     * @param hidden a part of the tree of which only that it is there counts; null = none
     */
    @SuppressWarnings("ReferenceEquality") // that very part of the tree
    Fingerprint put(JsonNode tree, Set<String> without, @Nullable JsonNode hidden) {
        if (tree == hidden) {
            return mark('h', 0);
        }
        switch (tree.getNodeType()) {
            case OBJECT -> {
                Map<String, JsonNode> fields = new TreeMap<>();
                tree.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
                fields.keySet().removeAll(without);
                mark('o', fields.size());
                fields.forEach((name, value) -> put(name).put(value, Set.of(), hidden));
            }
            case ARRAY -> {
                mark('a', tree.size());
                tree.forEach(each -> put(each, Set.of(), hidden));
            }
            case STRING -> put(tree.textValue());
            default -> {
                mark('v', 0);
                put(tree.asText());
            }
        }
        return this;
    }

    /** The fingerprint in hex, 64 characters; nothing can be added any more. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private Fingerprint mark(char kind, int size) {
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, size));
        return this;
    }
}
