package gateway.api;

import gateway.call.Walk;
import gateway.feedback.Grounded;
import gateway.feedback.Opinion;
import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Rates;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.wire.ClientCodec;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whatever went wrong in a client's dialect. */
public final class WriteRefusal {
    private static final Logger LOG = LoggerFactory.getLogger(WriteRefusal.class);

    private final ClientCodec codec;
    private final RefusalListener listener;
    private final InstantSource clock;

    /** Takes the dialect, who is told, and the clock by which rates begin anew. */
    public WriteRefusal(ClientCodec codec, RefusalListener listener, InstantSource clock) {
        this.codec = codec;
        this.listener = listener;
        this.clock = clock;
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
        Rates rates = Rates.NONE;
        if (cause instanceof RefusedException refused) {
            refusal = refused.refusal();
            rates = rates(refused.plan());
            attempts = (int) refused.attempts().stream().filter(Attempt::called).count();
        } else {
            LOG.error("request {} failed by a fault of the gateway: {}", id, Faults.describe(cause));
        }
        Problem problem = Problems.of(refusal, id);
        listener.refused(id, problem, cause instanceof RefusedException refused ? refused : null);
        return reply(codec, problem, headers(refusal, attempts, rates));
    }

    /**
     * The reply to a refusal that needs no route.
     *
     * @param attempts calls of providers that were made
     */
    public static HttpReply reply(ClientCodec codec, Problem problem, Refusal refusal, int attempts) {
        return reply(codec, problem, headers(refusal, attempts));
    }

    private static HttpReply reply(ClientCodec codec, Problem problem, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("x-serai-code", problem.code());
        all.putAll(headers);
        all.put("content-type", "application/json");
        return new HttpReply(
                problem.status(),
                all,
                new HttpReply.Payload.Bytes(
                        Buffer.buffer(codec.error(problem)), Buffer.buffer(codec.errorEvent(problem))));
    }

    private Map<String, String> headers(Refusal refusal, int attempts, Rates rates) {
        Map<String, String> headers = headers(refusal, attempts);
        RateHeaders.put(headers, codec.dialect(), rates, clock.instant());
        return headers;
    }

    private static Map<String, String> headers(Refusal refusal, int attempts) {
        Map<String, String> headers = new LinkedHashMap<>();
        Duration retryAfter = Problems.retryAfter(refusal);
        if (retryAfter != null) {
            long seconds = retryAfter.getSeconds() + (retryAfter.getNano() == 0 ? 0 : 1);
            headers.put("retry-after", Long.toString(Math.max(1, seconds)));
        }
        if (refusal instanceof Refusal.MethodNotAllowed method) {
            headers.put("allow", method.allowed());
        }
        // SDKs come back within seconds: for nothing, where providers were asked twice or a budget is used up, and
        // after a conflict that stays
        if (attempts > 1
                || refusal instanceof Refusal.BudgetExceeded
                || (refusal instanceof Refusal.IdempotencyConflict && retryAfter == null)) {
            headers.put("x-should-retry", "false");
        }
        return headers;
    }

    private static Rates rates(@Nullable Plan plan) {
        return plan == null ? Rates.NONE : plan.reservation().rates();
    }

    private static String requestId(Object body) {
        return switch (body) {
            case HttpCall call -> call.id();
            case Request request -> request.call().id();
            case Plan plan -> plan.request().call().id();
            case Decision decision -> decision.plan().request().call().id();
            case Walk walk -> walk.decision().plan().request().call().id();
            case Outcome outcome -> outcome.request().call().id();
            case NewJob job -> job.request();
            case Opinion opinion -> opinion.request();
            case Grounded grounded -> grounded.opinion().request();
            default -> "";
        };
    }
}
