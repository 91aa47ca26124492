package gateway.job;

import gateway.admission.Holder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * A request that is to be answered later.
 *
 * @param id its own, which is not guessed
 * @param holder whose it is
 * @param endpoint path of the API that it is for, such as {@code /v1/messages}
 * @param createdAt when it was sent
 * @param headers what the client asked for by headers, by lower-case name
 * @param body JSON of that API; not to be changed
 */
public record Job(
        String id, Holder holder, String endpoint, Instant createdAt, Map<String, String> headers, ByteBuffer body) {
    public Job {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** All bytes of the body. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }

    /** Shows no content, and not the id, by which a job can be read. */
    @Override
    public String toString() {
        return "Job[" + endpoint + "]";
    }
}
