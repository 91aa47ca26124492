package gateway.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a message of the queue of jobs says: which job it is. What is asked stands in the store, so that nobody who can
 * write to the queue can ask for anything.
 *
 * @param tenant the tenant's id
 * @param job the job's id
 */
record JobMessage(String tenant, String job) {
    private static final String TENANT = "tenant";
    private static final String JOB = "job";

    /** Reads one; null if it is none. */
    static @Nullable JobMessage read(@Nullable String body) {
        if (body == null) {
            return null;
        }
        try {
            ObjectNode json = JsonCodec.object(body.getBytes(StandardCharsets.UTF_8));
            JsonNode tenant = json.path(TENANT);
            JsonNode job = json.path(JOB);
            return tenant.isTextual() && job.isTextual() ? new JobMessage(tenant.textValue(), job.textValue()) : null;
        } catch (RefusedException e) {
            return null;
        }
    }

    /** As a message's body. */
    String write() {
        return JsonCodec.object().put(TENANT, tenant).put(JOB, job).toString();
    }

    /** Shows no id, by which the job can be read. */
    @Override
    public String toString() {
        return "JobMessage[" + tenant + "]";
    }
}
