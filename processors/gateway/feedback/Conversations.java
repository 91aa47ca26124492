package gateway.feedback;

import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Knows conversations again without keeping them: as a keyed hash (HMAC-SHA-256, RFC 2104) of the tenant and of all
 * that was said so far. The key never leaves the process, so that nobody can try texts against a hash. Thread-safe.
 */
final class Conversations {
    private static final String ALGORITHM = "HmacSHA256";
    /** Longer conversations are not hashed: it is done on an event loop, and takes some 0.3 ms for so many. */
    private static final int LONGEST = 32_768;

    private final SecretKeySpec key;

    /** Takes the key, 32 bytes that nobody else knows. */
    Conversations(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The hash of a conversation; null for one that is too long, or does not end with a word of the user. */
    @Nullable String hash(String tenant, Request.Chat request) {
        List<Message> messages = request.messages();
        if (messages.isEmpty() || !endsWithText(messages.getLast())) {
            return null;
        }
        StringBuilder all = new StringBuilder();
        put(all, tenant);
        put(all, request.model());
        for (Message message : messages) {
            all.append(message.role()).append('[');
            for (Part part : message.parts()) {
                put(all, part);
                if (all.length() > LONGEST) {
                    return null;
                }
            }
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** A person's turn: what goes on after a tool's result is a program's. */
    private static boolean endsWithText(Message last) {
        return last.role() == Role.USER
                && last.parts().stream().anyMatch(Part.Text.class::isInstance)
                && last.parts().stream().noneMatch(Part.ToolResult.class::isInstance);
    }

    private static void put(StringBuilder all, Part part) {
        switch (part) {
            case Part.Text text -> put(all, text.text());
            case Part.Image image -> put(all, image.media());
            case Part.Document document -> put(all, document.media());
            case Part.ToolCall call -> {
                put(all, call.name());
                put(all, call.arguments());
            }
            case Part.ToolResult result -> result.content().forEach(each -> put(all, each));
            case Part.Other other -> put(all, other.json());
            case Part.Thinking thinking -> put(all, thinking.text());
            case Part.RedactedThinking redacted -> {}
            case Part.CachePoint point -> {}
        }
    }

    /** Of a file, so much as tells two of them apart for this purpose. */
    private static void put(StringBuilder all, Media media) {
        String content = media.base64() == null ? media.url() : media.base64();
        if (content != null) {
            all.append(content.length()).append(',').append(content.hashCode()).append('|');
        }
    }

    private static void put(StringBuilder all, Json json) {
        put(all, json.text());
    }

    /** Each text behind its length, so that no two conversations are the same text. */
    private static void put(StringBuilder all, String text) {
        all.append(text.length()).append(':');
        if (text.length() > LONGEST) {
            all.setLength(0);
            all.repeat(' ', LONGEST + 1);
        } else {
            all.append(text);
        }
    }
}
