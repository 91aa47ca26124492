package gateway.reload;

import gateway.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.spi.ShutdownAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that take nothing more and are removed once their last message is through. To stop a route holds the context's
 * lock, so it waits until there is nothing to wait for. Used by one thread.
 */
final class RetiredRoutes {
    /** A message that was handed to the route just before it retired has entered it by then. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(RetiredRoutes.class);

    private final CamelContext camel;
    private final Ticker ticker;
    private final Map<String, Long> sinceNanos = new LinkedHashMap<>();

    RetiredRoutes(CamelContext camel, Ticker ticker) {
        this.camel = camel;
        this.ticker = ticker;
    }

    void add(String id) {
        sinceNanos.put(id, ticker.nanos());
    }

    boolean contains(String id) {
        return sinceNanos.containsKey(id);
    }

    void sweep() {
        for (Map.Entry<String, Long> retired : List.copyOf(sinceNanos.entrySet())) {
            String id = retired.getKey();
            if (ticker.nanos() - retired.getValue() >= GRACE.toNanos()
                    && camel.getInflightRepository().size(id) == 0
                    && pending(camel.getRoute(id)) == 0) {
                remove(id);
            }
        }
    }

    /** Requests that the route has accepted and whose bodies are still coming. */
    private static int pending(Route route) {
        Consumer consumer = route.getConsumer();
        Object inner =
                consumer instanceof PlatformHttpConsumerAware around ? around.getPlatformHttpConsumer() : consumer;
        return inner instanceof ShutdownAware aware ? aware.getPendingExchangesSize() : 0;
    }

    private void remove(String id) {
        try {
            camel.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
            camel.removeRoute(id);
            sinceNanos.remove(id);
        } catch (Exception e) {
            LOG.warn(
                    "the old route {} could not be removed: {}",
                    id,
                    e.getClass().getName());
        }
    }
}
