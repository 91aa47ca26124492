package gateway.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.FailedException;
import gateway.model.Failure;
import java.nio.ByteBuffer;

/**
 * How a dialect has a request's tokens counted without an answer.
 *
 * @param json the body
 * @param field of the answer that has the count
 */
public record TokenCounting(String json, String field) {
    /**
     * The count.
     *
     * @param body of a response with status 200
     * @throws FailedException if there is none in it
     */
    public long read(byte[] body) {
        try {
            JsonNode count = JsonCodec.read(ByteBuffer.wrap(body)).path(field);
            if (count.canConvertToLong() && count.isIntegralNumber()) {
                return count.longValue();
            }
        } catch (JsonProcessingException e) {
            // the same
        }
        throw new FailedException(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "TokenCounting[" + field + "]";
    }
}
