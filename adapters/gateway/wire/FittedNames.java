package gateway.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Names made to fit what a dialect allows: a length, and ASCII letters, digits and some signs. A name that fits stays
 * as it is; another one gets a part of its SHA-256 hash, so that different names stay different and the same name
 * always becomes the same, which keeps a provider's cache of prompts of use. Confined to one request.
 */
public final class FittedNames {
    private static final int SHORT = 64;
    private static final int HASH_BYTES = 6;

    private final int longest;
    private final String signs;
    private final boolean letterFirst;
    private final Set<String> kept = new HashSet<>();
    private final Map<String, String> originals = new HashMap<>();

    private FittedNames(int longest, String signs, boolean letterFirst) {
        this.longest = longest;
        this.signs = signs;
        this.letterFirst = letterFirst;
    }

    /** For names of tools at Bedrock, OpenAI and those who speak as it does: 64 letters, digits, {@code _} and -. */
    public static FittedNames ofTools() {
        return new FittedNames(SHORT, "_-", false);
    }

    /** For names of tools at Anthropic: 128 of the same. */
    public static FittedNames ofAnthropicTools() {
        return new FittedNames(2 * SHORT, "_-", false);
    }

    /** For names of functions at Google: Vertex AI takes dots beside the same, and a letter or {@code _} first. */
    public static FittedNames ofFunctions() {
        return new FittedNames(SHORT, "_-.", true);
    }

    /** For ids of tool calls at Bedrock. */
    public static FittedNames ofCalls() {
        return new FittedNames(SHORT, "_.:-", false);
    }

    /** Whether the name may be sent as it is. */
    public boolean fits(String name) {
        return !name.isEmpty()
                && name.length() <= longest
                && begins(name)
                && name.chars().allMatch(this::isAllowed);
    }

    /** Takes a name of the request, so that no other one is made to be the same. */
    public void keep(String name) {
        kept.add(name);
    }

    /** The name as it may be sent. */
    public String fit(String name) {
        if (fits(name)) {
            return name;
        }
        String fitted = fitted(name, name);
        for (int more = 1; isTaken(fitted, name); more++) {
            fitted = fitted(name, name + more);
        }
        originals.put(fitted, name);
        return fitted;
    }

    private boolean isTaken(String fitted, String name) {
        return kept.contains(fitted) || !originals.getOrDefault(fitted, name).equals(name);
    }

    private String fitted(String name, String hashed) {
        String end = "_" + hash(hashed);
        StringBuilder fitted = new StringBuilder(longest);
        if (!begins(name)) {
            fitted.append('_');
        }
        for (int i = 0; i < name.length() && fitted.length() < longest - end.length(); i++) {
            fitted.append(isAllowed(name.charAt(i)) ? name.charAt(i) : '_');
        }
        return fitted.append(end).toString();
    }

    /** The names that had to be changed: what was sent, and what it stands for. */
    public Map<String, String> originals() {
        return Map.copyOf(originals);
    }

    private boolean begins(String name) {
        return !letterFirst || name.isEmpty() || name.charAt(0) == '_' || isLetter(name.charAt(0));
    }

    private static boolean isLetter(int letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    }

    private boolean isAllowed(int letter) {
        return isLetter(letter) || (letter >= '0' && letter <= '9') || signs.indexOf(letter) >= 0;
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
