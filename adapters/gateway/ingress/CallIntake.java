package gateway.ingress;

import gateway.Ticker;
import gateway.api.ClientHeaders;
import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpReply;
import gateway.api.Problems;
import gateway.api.RefusalListener;
import gateway.api.WriteRefusal;
import gateway.model.Cancellation;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.ClientCodec;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls in that do not come as requests of HTTP: bounds their number as for those, and hands them to a virtual
 * thread. Thread-safe.
 */
public final class CallIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CallIntake.class);

    private final LoadLimits limits;
    private final Ticker ticker;
    private final Supplier<String> ids;
    private final ClientCodec codec;
    private final RefusalListener listener;

    /**
     * Takes what it works with.
     *
     * @param limits how much at once, shared with all other ingresses
     * @param ticker time of arrival
     * @param ids makes request ids
     * @param codec writes refusals that no route sees
     * @param listener is told of them
     */
    public CallIntake(
            LoadLimits limits, Ticker ticker, Supplier<String> ids, ClientCodec codec, RefusalListener listener) {
        this.limits = limits;
        this.ticker = ticker;
        this.ids = ids;
        this.codec = codec;
        this.listener = listener;
    }

    /**
     * A call that has arrived whole.
     *
     * @param route id of its ingress route
     * @param path stands for the surface, as in {@code /v1/chat/ws}
     * @param headers what it asks for
     * @param body JSON of the surface
     * @param loop owns the way back to the caller
     * @param cancellation tells when the caller leaves
     * @param streaming is run once it is known that the caller wants a stream
     */
    public record Arrival(
            String route,
            String path,
            ClientHeaders headers,
            Buffer body,
            Executor loop,
            Cancellation cancellation,
            Runnable streaming) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Arrival[" + route + "]";
        }
    }

    /** Runs a route with a call. */
    @FunctionalInterface
    public interface Handler {
        /** Runs it, on a thread that may block. */
        HttpReply run(HttpCall call) throws Exception;
    }

    /**
     * Takes a call in.
     *
     * @param reply is given its one reply, on the call's loop; may be run at once
     * @return to be run once the call is over, and not before its stream has ended; may be run more than once
     */
    public Runnable take(Arrival arrival, Handler handler, Consumer<HttpReply> reply) {
        String id = ids.get();
        if (!limits.enter()) {
            refuse(id, arrival, reply);
            return () -> {};
        }
        AtomicBoolean in = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (in.compareAndSet(true, false)) {
                limits.leave();
            }
        };
        if (!limits.decide()) {
            refuse(id, arrival, reply);
            return leave;
        }
        Deciding deciding = new Deciding(limits, arrival.loop());
        HttpCall call = new HttpCall(
                id,
                arrival.route(),
                ticker.nanos(),
                "POST",
                arrival.path(),
                Map.of(),
                arrival.headers(),
                arrival.body(),
                deciding,
                arrival.cancellation(),
                ManagementPart.NONE,
                arrival.streaming());
        Thread.ofVirtual().name(id).start(() -> {
            HttpReply made = run(call, handler);
            deciding.end();
            arrival.loop().execute(() -> reply.accept(made));
        });
        return leave;
    }

    private void refuse(String id, Arrival arrival, Consumer<HttpReply> reply) {
        HttpReply refused = refusal(id, limits.refusal());
        arrival.loop().execute(() -> reply.accept(refused));
    }

    private HttpReply run(HttpCall call, Handler handler) {
        try {
            return handler.run(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fault(call, e);
        } catch (Exception | LinkageError | StackOverflowError e) {
            return fault(call, e);
        }
    }

    private HttpReply fault(HttpCall call, Throwable e) {
        LOG.error("request {} failed by a fault of the gateway: {}", call.id(), Faults.describe(e));
        return reply(call.id(), new Refusal.Internal(), null);
    }

    /** The reply to what is refused before any route, and a record of it. */
    public HttpReply refusal(String id, Refusal refusal) {
        return reply(id, refusal, new RefusedException(refusal));
    }

    private HttpReply reply(String id, Refusal refusal, @Nullable RefusedException cause) {
        Problem problem = Problems.of(refusal, id);
        listener.refused(id, problem, cause);
        return WriteRefusal.reply(codec, problem, refusal, 0);
    }
}
