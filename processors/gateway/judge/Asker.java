package gateway.judge;

import gateway.model.Outcome;
import gateway.model.RefusedException;
import gateway.model.Request;

/** Sends a request of the gateway's own through the chain that all requests take. */
@FunctionalInterface
public interface Asker {
    /**
     * May block.
     *
     * @throws RefusedException if it is refused, which is settled and recorded by then
     */
    Outcome ask(Request request);
}
