package gateway.api.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.HttpReply;
import gateway.idempotency.KeptReply;
import gateway.job.Job;
import gateway.job.JobState;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jobs as clients see them, in the manner of OpenAI's batches. */
public final class JobJson {
    /** The ingress route's id. */
    public static final String ROUTE = "jobs";

    /** In a kept reply, when it was there; in milliseconds of the epoch. */
    public static final String COMPLETED = "completed-at";

    private static final Pattern ID = Pattern.compile("job_[0-9a-f]{32}");
    private static final String OURS = "x-serai-";

    private JobJson() {}

    /** Whether a text can be a job's id. */
    static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** The reply that shows a job. */
    static HttpReply reply(int status, Job job, JobState state) {
        return HttpReply.json(status, json(job, state).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(Job job, JobState state) {
        ObjectNode json = JsonCodec.object()
                .put("id", job.id())
                .put("object", "job")
                .put("status", state.status().name().toLowerCase(Locale.ROOT))
                .put("endpoint", job.endpoint())
                .put("created_at", job.createdAt().getEpochSecond());
        KeptReply reply = state.reply();
        if (reply != null) {
            String completed = reply.headers().get(COMPLETED);
            if (completed != null) {
                json.put(
                        "completed_at",
                        Instant.ofEpochMilli(Long.parseLong(completed)).getEpochSecond());
            }
            json.set("response", response(reply));
        }
        return json;
    }

    /** As in a line of a batch's output: the status, the request's id, the body; and the headers of ours. */
    private static ObjectNode response(KeptReply reply) {
        ObjectNode response = JsonCodec.object().put("status_code", reply.status());
        response.put("request_id", reply.headers().get("x-serai-decision"));
        ObjectNode headers = response.putObject("headers");
        for (Map.Entry<String, String> header : new TreeMap<>(reply.headers()).entrySet()) {
            if (header.getKey().startsWith(OURS)) {
                headers.put(header.getKey(), header.getValue());
            }
        }
        response.set("body", body(reply.body()));
        return response;
    }

    private static @Nullable JsonNode body(@Nullable ByteBuffer body) {
        if (body == null) {
            return null;
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            return JsonCodec.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
