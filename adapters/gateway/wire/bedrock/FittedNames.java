package gateway.wire.bedrock;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names made to fit what Bedrock allows: 64 characters of a small set. A name that fits stays as it is; another one
 * gets a part of its hash, so that different names stay different and the same name always becomes the same. Confined
 * to one request.
 */
final class FittedNames {
    private static final int MAX_LENGTH = 64;
    private static final int HASH_BYTES = 6;

    private final Pattern forbidden;
    private final Map<String, String> originals = new HashMap<>();

    private FittedNames(String forbidden) {
        this.forbidden = Pattern.compile(forbidden);
    }

    /** For names of tools. */
    static FittedNames ofTools() {
        return new FittedNames("[^a-zA-Z0-9_-]");
    }

    /** For ids of tool calls. */
    static FittedNames ofCalls() {
        return new FittedNames("[^a-zA-Z0-9_.:-]");
    }

    /** The name as it may be sent. */
    String fit(String name) {
        String clean = forbidden.matcher(name).replaceAll("_");
        if (!name.isEmpty() && name.length() <= MAX_LENGTH && clean.equals(name)) {
            return name;
        }
        String end = "_" + hash(name);
        String fitted = clean.substring(0, Math.min(clean.length(), MAX_LENGTH - end.length())) + end;
        originals.put(fitted, name);
        return fitted;
    }

    /** The names that had to be changed: what was sent, and what it stands for. */
    Map<String, String> originals() {
        return Map.copyOf(originals);
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
