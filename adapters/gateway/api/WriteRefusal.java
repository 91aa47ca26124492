package gateway.api;

import gateway.call.Walk;
import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.wire.ClientCodec;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whatever went wrong in a client's dialect. */
public final class WriteRefusal {
    private static final Logger LOG = LoggerFactory.getLogger(WriteRefusal.class);

    private final ClientCodec codec;
    private final RefusalListener listener;

    /** Takes the dialect, and who is told. */
    public WriteRefusal(ClientCodec codec, RefusalListener listener) {
        this.codec = codec;
        this.listener = listener;
    }

    /**
     * The reply to a request that ended in an exception.
     *
     * @param body what the request had become by then
     * @param cause a {@link RefusedException}, or a fault of ours
     */
    public HttpReply apply(Object body, Exception cause) {
        String id = requestId(body);
        Refusal refusal = new Refusal.Internal();
        int attempts = 0;
        if (cause instanceof RefusedException refused) {
            refusal = refused.refusal();
            attempts = (int) refused.attempts().stream().filter(Attempt::called).count();
        } else {
            LOG.error("request {} failed by a fault of the gateway: {}", id, Faults.describe(cause));
        }
        Problem problem = Problems.of(refusal, id);
        listener.refused(id, problem, cause instanceof RefusedException refused ? refused : null);
        return reply(codec, problem, refusal, attempts);
    }

    /**
     * The reply to a refusal that needs no route.
     *
     * @param attempts calls of providers that were made
     */
    public static HttpReply reply(ClientCodec codec, Problem problem, Refusal refusal, int attempts) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-serai-code", problem.code());
        Duration retryAfter = Problems.retryAfter(refusal);
        if (retryAfter != null) {
            headers.put("retry-after", Long.toString(Math.max(1, (retryAfter.toMillis() + 999) / 1000)));
        }
        if (refusal instanceof Refusal.MethodNotAllowed method) {
            headers.put("allow", method.allowed());
        }
        if (attempts > 1) {
            headers.put("x-should-retry", "false");
        }
        headers.put("content-type", "application/json");
        return new HttpReply(
                problem.status(),
                headers,
                new HttpReply.Payload.Bytes(
                        Buffer.buffer(codec.error(problem)), Buffer.buffer(codec.errorEvent(problem))));
    }

    private static String requestId(Object body) {
        return switch (body) {
            case HttpCall call -> call.id();
            case Request request -> request.call().id();
            case Plan plan -> plan.request().call().id();
            case Decision decision -> decision.plan().request().call().id();
            case Walk walk -> walk.decision().plan().request().call().id();
            case Outcome outcome -> outcome.request().call().id();
            default -> "";
        };
    }
}
