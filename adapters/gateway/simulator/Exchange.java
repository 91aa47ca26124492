package gateway.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.SimulatorCounts.Upstream;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request to a provider and the means to answer it.
 *
 * @param request as it came in
 * @param endpoint it was sent to
 * @param body its JSON object, null if the body is none
 * @param upstream under what it is counted
 * @param player sends the answer
 */
record Exchange(
        HttpServerRequest request,
        Endpoint endpoint,
        @Nullable ObjectNode body,
        Upstream upstream,
        Player player) {
    Dialect dialect() {
        return endpoint.dialect();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Exchange[" + endpoint + "]";
    }
}
