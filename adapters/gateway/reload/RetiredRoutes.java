package gateway.reload;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that take nothing more and are removed once their last message is through. To stop a route holds the context's
 * lock, so it waits until there is nothing to wait for. Used by one thread.
 */
final class RetiredRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RetiredRoutes.class);

    private final CamelContext camel;
    private final Set<String> ids = new LinkedHashSet<>();

    RetiredRoutes(CamelContext camel) {
        this.camel = camel;
    }

    void add(String id) {
        ids.add(id);
    }

    boolean contains(String id) {
        return ids.contains(id);
    }

    void sweep() {
        for (String id : List.copyOf(ids)) {
            if (camel.getInflightRepository().size(id) == 0) {
                remove(id);
            }
        }
    }

    private void remove(String id) {
        try {
            camel.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
            camel.removeRoute(id);
            ids.remove(id);
        } catch (Exception e) {
            LOG.warn(
                    "the old route {} could not be removed: {}",
                    id,
                    e.getClass().getName());
        }
    }
}
