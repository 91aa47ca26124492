package gateway.ingress;

import gateway.api.HttpCall;
import gateway.api.HttpReply;

/** What is done around the route of each call, on the thread that runs it. Thread-safe. */
@FunctionalInterface
public interface AroundRoute {
    /** Nothing. */
    AroundRoute NOTHING = (call, handler) -> handler.run(call);

    /**
     * Runs the route.
     *
     * @throws Exception what the route throws
     */
    HttpReply run(HttpCall call, CallRunner.Handler handler) throws Exception;
}
