package gateway.aws;

import gateway.idempotency.HeaderLines;
import gateway.idempotency.KeptReply;
import gateway.idempotency.ReplyStore;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Claims and kept replies as items: one for each key, and one for each part of its reply's body. */
final class ReplyItems {
    static final String KEY = "key";
    static final String FINGERPRINT = "fingerprint";
    static final String OWNER = "owner";
    static final String UNTIL = "until";
    static final String STATUS = "status";
    static final String HEADERS = "headers";
    static final String STREAM = "stream";
    static final String PARTS = "parts";
    static final String CONTENT = "content";
    static final String BODY = "body";
    static final String EXPIRES = "expires";

    /** An item takes 400 KB. */
    static final int PART_BYTES = 350_000;

    private static final int CONTENT_BYTES = 16;

    private ReplyItems() {}

    /** The key of a claim or reply. */
    static Map<String, AttributeValue> key(String key) {
        return Map.of(KEY, AttributeValue.fromS(key));
    }

    /** A fresh claim. */
    static Map<String, AttributeValue> claim(String key, String fingerprint, String owner, Instant until) {
        Map<String, AttributeValue> item = new HashMap<>(key(key));
        item.put(FINGERPRINT, AttributeValue.fromS(fingerprint));
        item.put(OWNER, AttributeValue.fromS(owner));
        item.put(UNTIL, AttributeValue.fromS(Moment.of(until)));
        item.put(EXPIRES, expiresClaim(until));
        return item;
    }

    /** The parts of a body, in order. */
    static List<Map<String, AttributeValue>> parts(
            String key, String content, @Nullable ByteBuffer body, Instant expires) {
        List<Map<String, AttributeValue>> parts = new ArrayList<>();
        if (body == null) {
            return parts;
        }
        ByteBuffer rest = body.duplicate();
        do {
            ByteBuffer part = rest.slice(rest.position(), Math.min(PART_BYTES, rest.remaining()));
            rest.position(rest.position() + part.remaining());
            Map<String, AttributeValue> item = new HashMap<>(partKey(key, content, parts.size()));
            item.put(BODY, AttributeValue.fromB(SdkBytes.fromByteBuffer(part)));
            item.put(EXPIRES, expires(expires));
            parts.add(item);
        } while (rest.hasRemaining());
        return parts;
    }

    /** The key of a body's part; it names the content, so that nobody writes into another one's reply. */
    static Map<String, AttributeValue> partKey(String key, String content, int part) {
        return key(key + "#" + content + "#" + part);
    }

    /** What names a body: the beginning of its SHA-256, in hexadecimal. */
    static String content(@Nullable ByteBuffer body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (body != null) {
                digest.update(body.duplicate());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, CONTENT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What an item says of a reply, with a body that was read apart. */
    static KeptReply reply(Map<String, AttributeValue> item, @Nullable ByteBuffer body) {
        return new KeptReply(
                (int) Items.number(item, STATUS),
                HeaderLines.read(Items.textOf(item, HEADERS)),
                body,
                "true".equals(Items.textOf(item, STREAM)));
    }

    /** When an item holds no more. */
    static Instant until(Map<String, AttributeValue> item) {
        return Instant.parse(Items.textOf(item, UNTIL));
    }

    /** The TTL attribute of a claim. */
    static AttributeValue expiresClaim(Instant end) {
        return expires(end.plus(ReplyStore.GRACE));
    }

    /** The TTL attribute: a moment that no clock's error brings before the end. */
    static AttributeValue expires(Instant end) {
        return Items.number(end.getEpochSecond() + 60);
    }
}
