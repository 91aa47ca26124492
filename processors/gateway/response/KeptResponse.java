package gateway.response;

import gateway.model.Residency;
import java.nio.ByteBuffer;

/**
 * An answer and what led to it.
 *
 * @param json UTF-8 JSON: an object with the answer as {@code response}, and the items of the conversation before it as
 *     {@code input}; not to be changed
 * @param residency where the conversation must stay, as its request wanted it
 */
public record KeptResponse(ByteBuffer json, Residency residency) {
    public KeptResponse {
        json = json.asReadOnlyBuffer();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "KeptResponse[length=" + json.remaining() + ", " + residency + "]";
    }
}
