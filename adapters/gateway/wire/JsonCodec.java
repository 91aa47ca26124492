package gateway.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Json;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON: strictly what clients send, leniently what providers send. Thread-safe. */
public final class JsonCodec {
    /** Deeper nesting is refused. */
    public static final int MAX_DEPTH = 200;

    /** First byte of a byte order mark in UTF-8. */
    private static final byte BYTE_ORDER_MARK = (byte) 0xef;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(100)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** For providers' messages and for writing. Numbers stay as they are spelled: 1.0 in a tool's arguments is 1.0. */
    public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final JsonMapper STRICT = JsonMapper.builder(
                    FACTORY.copy().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonCodec() {}

    /**
     * Checks and decodes a client's body.
     *
     * @throws RefusedException if it is no valid UTF-8
     */
    public static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("the body is not valid UTF-8");
        }
    }

    /**
     * Reads a client's body.
     *
     * @throws RefusedException if it is no JSON object, nested too deeply, or names a field twice
     */
    public static ObjectNode object(byte[] body) {
        if (body.length == 0) {
            throw malformed("the body is empty: send a JSON object");
        }
        // the parser would take these for UTF-16 or a byte order mark, and read another text than text() does
        if (body[0] == 0 || body[0] == BYTE_ORDER_MARK || (body.length > 1 && body[1] == 0)) {
            throw malformed("the body must be JSON in UTF-8 without a byte order mark");
        }
        try {
            if (STRICT.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw malformed("the body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw malformed(problem(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Reads a provider's JSON.
     *
     * @throws JsonProcessingException if it is no JSON
     */
    public static JsonNode read(ByteBuffer data) throws JsonProcessingException {
        try {
            return MAPPER.readTree(data.array(), data.arrayOffset() + data.position(), data.remaining());
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a node as it goes over the wire. */
    public static Json json(JsonNode node) {
        return new Json(node.toString());
    }

    /** A refusal of a client's body. */
    public static RefusedException malformed(String problem) {
        return new RefusedException(new Refusal.Malformed(problem, null));
    }

    /** Jackson's words quote the content, so only the place and the kind of error are told. */
    private static String problem(JsonProcessingException e) {
        String words = e.getOriginalMessage();
        String kind = words.startsWith("Duplicate field")
                ? "a field is given twice in the same object"
                : words.contains("nesting depth")
                        ? "it is nested deeper than " + MAX_DEPTH + " levels"
                        : words.contains("end-of-input") ? "it ends too early" : "a character does not fit there";
        return e.getLocation() == null
                ? "the body is not valid JSON: " + kind
                : "the body is not valid JSON: " + kind + " (line "
                        + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
