package gateway.queue;

import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.ingress.CallIntake;
import gateway.ingress.CallIntake.Arrival;
import gateway.ingress.CallRunner;
import gateway.model.Cancellation;
import gateway.model.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Asks the chain what came by a queue, and waits for the whole reply. Thread-safe. */
public final class Asker {
    private final CallIntake intake;
    private final Future<CallRunner.Handler> handler;
    private final Supplier<Executor> loops;
    private final Supplier<String> ids;

    /**
     * Takes what it works with.
     *
     * @param intake bounds how many calls there are at once
     * @param handler runs the conversation's route, once the gateway is ready
     * @param loops gives an event loop for each call
     * @param ids makes ids for what never becomes a call
     */
    public Asker(
            CallIntake intake, Future<CallRunner.Handler> handler, Supplier<Executor> loops, Supplier<String> ids) {
        this.intake = intake;
        this.handler = handler;
        this.loops = loops;
        this.ids = ids;
    }

    /** The reply to what is refused before any route, and a record of it. */
    HttpReply refusal(Refusal refusal) {
        return intake.refusal(ids.get(), refusal);
    }

    /**
     * Asks; blocks until the reply is there.
     *
     * @param route id of the ingress route
     * @param path stands for the surface
     * @throws QueueException if there is no reply
     */
    HttpReply ask(String route, String path, ClientHeaders headers, Buffer body) {
        return ask(route, path, headers, body, Cancellation.NEVER);
    }

    /**
     * Asks; blocks until the reply is there.
     *
     * @param route id of the ingress route
     * @param path stands for the surface
     * @param cancellation tells that nobody wants the reply any more
     * @throws QueueException if there is no reply
     */
    HttpReply ask(String route, String path, ClientHeaders headers, Buffer body, Cancellation cancellation) {
        try {
            return ask(new Arrival(route, path, headers, body, loops.get(), cancellation, () -> {}));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("stopped while a message was being answered", e);
        } catch (ExecutionException e) {
            throw new QueueException("a message has got no reply", e);
        }
    }

    private HttpReply ask(Arrival arrival) throws InterruptedException, ExecutionException {
        CompletableFuture<HttpReply> reply = new CompletableFuture<>();
        Runnable leave = intake.take(arrival, handler.get(), reply::complete);
        try {
            return reply.get();
        } finally {
            leave.run();
        }
    }
}
