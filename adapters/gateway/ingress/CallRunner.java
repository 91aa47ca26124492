package gateway.ingress;

import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.Problems;
import gateway.api.RefusalListener;
import gateway.api.WriteRefusal;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.ClientCodec;
import gateway.wire.Problem;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a call's route on a virtual thread, and makes a reply of whatever goes wrong before or beside it. Thread-safe.
 */
public final class CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);

    private final RefusalListener listener;
    private final AroundRoute around;

    /** Takes who is told of refusals that no route sees. */
    public CallRunner(RefusalListener listener) {
        this(listener, AroundRoute.NOTHING);
    }

    /** Takes also what is done around each route. */
    public CallRunner(RefusalListener listener, AroundRoute around) {
        this.listener = listener;
        this.around = around;
    }

    /** Runs a route with a call. */
    @FunctionalInterface
    public interface Handler {
        /** Runs it, on a thread that may block. */
        HttpReply run(HttpCall call) throws Exception;
    }

    /**
     * Runs the route.
     *
     * @param deciding the call's place, given up at the latest with the reply; owns the way back to the caller
     * @param codec writes faults
     * @param reply is given the one reply, on the loop behind {@code deciding}
     */
    public void start(HttpCall call, Handler handler, Deciding deciding, ClientCodec codec, Consumer<HttpReply> reply) {
        Thread.ofVirtual().name(call.id()).start(() -> {
            HttpReply made = run(call, handler, codec);
            deciding.execute(() -> reply.accept(made));
        });
    }

    /** The reply to what is refused before any route, of which the listener is told. */
    public HttpReply refusal(String id, Refusal refusal, ClientCodec codec) {
        return reply(id, refusal, codec, new RefusedException(refusal));
    }

    private HttpReply run(HttpCall call, Handler handler, ClientCodec codec) {
        try {
            return around.run(call, handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fault(call, codec, e);
        } catch (Exception | LinkageError | StackOverflowError e) {
            return fault(call, codec, e);
        }
    }

    private HttpReply fault(HttpCall call, ClientCodec codec, Throwable e) {
        LOG.error("request {} failed by a fault of the gateway: {}", call.id(), Faults.describe(e));
        return reply(call.id(), new Refusal.Internal(), codec, null);
    }

    private HttpReply reply(String id, Refusal refusal, ClientCodec codec, @Nullable RefusedException cause) {
        Problem problem = Problems.of(refusal, id);
        listener.refused(id, problem, cause);
        return WriteRefusal.reply(codec, problem, refusal, 0);
    }
}
