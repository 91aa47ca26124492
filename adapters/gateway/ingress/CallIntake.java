package gateway.ingress;

import gateway.Ticker;
import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpReply;
import gateway.model.Cancellation;
import gateway.model.Refusal;
import gateway.wire.ClientCodec;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes calls in that do not come as requests of HTTP: bounds their number as for those, and hands them to a virtual
 * thread. Thread-safe.
 */
public final class CallIntake {
    private final LoadLimits limits;
    private final Ticker ticker;
    private final Supplier<String> ids;
    private final ClientCodec codec;
    private final CallRunner runner;

    /**
     * Takes what it works with.
     *
     * @param limits how much at once, shared with all other ingresses
     * @param ticker time of arrival
     * @param ids makes request ids
     * @param codec writes refusals that no route sees
     * @param runner runs the routes
     */
    public CallIntake(LoadLimits limits, Ticker ticker, Supplier<String> ids, ClientCodec codec, CallRunner runner) {
        this.limits = limits;
        this.ticker = ticker;
        this.ids = ids;
        this.codec = codec;
        this.runner = runner;
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

    /**
     * Takes a call in.
     *
     * @param reply is given its one reply, on the call's loop; may be run at once
     * @return to be run once the call is over, and not before its stream has ended; may be run more than once
     */
    public Runnable take(Arrival arrival, CallRunner.Handler handler, Consumer<HttpReply> reply) {
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
        runner.start(call, handler, deciding, codec, reply);
        return leave;
    }

    private void refuse(String id, Arrival arrival, Consumer<HttpReply> reply) {
        HttpReply refused = refusal(id, limits.refusal());
        arrival.loop().execute(() -> reply.accept(refused));
    }

    /** The reply to what is refused before any route, with its id among the headers, and a record of it. */
    public HttpReply refusal(String id, Refusal refusal) {
        HttpReply reply = runner.refusal(id, refusal, codec);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-request-id", id);
        headers.putAll(reply.headers());
        return new HttpReply(reply.status(), headers, reply.payload());
    }
}
