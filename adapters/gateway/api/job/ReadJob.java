package gateway.api.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admission.Holder;
import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.api.NewJob;
import gateway.idempotency.ClaimKey;
import gateway.job.Job;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job: {@code endpoint}, the path of an API, and {@code body}, a request of it that wants its answer whole.
 * Refuses any other field. What the request says is judged when its turn comes. Thread-safe.
 */
public final class ReadJob implements Stage<HttpCall, NewJob> {
    private static final int ID_DIGITS = 32;

    private final Callers callers;
    private final List<String> endpoints;
    private final InstantSource clock;
    private final Supplier<String> random;

    /**
     * Takes what it needs.
     *
     * @param endpoints paths of the APIs that jobs may be for
     * @param clock when a job came
     * @param random gives 32 hexadecimal digits that nobody can guess
     */
    public ReadJob(Callers callers, Collection<String> endpoints, InstantSource clock, Supplier<String> random) {
        this.callers = callers;
        this.endpoints = endpoints.stream().sorted().toList();
        this.clock = clock;
        this.random = random;
    }

    @Override
    public NewJob apply(HttpCall call) {
        Holder holder = callers.holder(call);
        callers.obey(holder.tenant());
        ObjectNode json = JsonCodec.object(call.body().getBytes());
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!List.of("endpoint", "body").contains(names.next())) {
                throw wrong(null, "a job may hold 'endpoint' and 'body', and nothing else");
            }
        }
        return new NewJob(
                call.id(),
                new Job(
                        id(holder.tenant(), call.headers().idempotencyKey()),
                        holder,
                        endpoint(json.path("endpoint")),
                        clock.instant(),
                        wishes(call.headers()),
                        body(json.path("body"))));
    }

    /** A client that names its request has the same job each time. */
    private String id(String tenant, @Nullable Redacted key) {
        return "job_"
                + (key == null
                        ? random.get()
                        : ClaimKey.hash(tenant, JobJson.ROUTE, key.value()).substring(0, ID_DIGITS));
    }

    private String endpoint(JsonNode endpoint) {
        if (!endpoint.isTextual() || !endpoints.contains(endpoint.textValue())) {
            throw wrong("endpoint", "'endpoint' must be one of " + String.join(", ", endpoints));
        }
        return endpoint.textValue();
    }

    private static ByteBuffer body(JsonNode body) {
        if (!body.isObject()) {
            throw wrong("body", "'body' must be a JSON object, the request as it would be sent to the endpoint");
        }
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !(stream.isBoolean() && !stream.booleanValue())) {
            throw wrong("body.stream", "'body.stream' must be false or left out: a job's answer is kept whole");
        }
        try {
            return ByteBuffer.wrap(JsonCodec.MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    private static Map<String, String> wishes(ClientHeaders headers) {
        Map<String, String> wishes = new TreeMap<>();
        put(wishes, "x-serai-residency", headers.residency());
        put(wishes, "x-serai-domain", headers.domain());
        put(wishes, "x-serai-deadline-ms", headers.deadlineMillis());
        put(wishes, "x-serai-on-deadline", headers.onDeadline());
        put(wishes, "x-serai-first-token-ms", headers.firstTokenMillis());
        put(wishes, "x-serai-failover", headers.failover());
        put(wishes, "x-serai-strict", headers.strict());
        put(wishes, "anthropic-version", headers.anthropicVersion());
        put(wishes, "anthropic-beta", headers.anthropicBeta());
        put(wishes, "cache-control", headers.cacheControl());
        return wishes;
    }

    private static void put(Map<String, String> wishes, String name, @Nullable String value) {
        if (value != null) {
            wishes.put(name, value);
        }
    }

    private static RefusedException wrong(@Nullable String field, String problem) {
        return new RefusedException(new Refusal.Malformed(problem, field));
    }
}
