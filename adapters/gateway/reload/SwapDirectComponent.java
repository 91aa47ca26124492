package gateway.reload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectEndpoint;

/**
 * The {@code direct:} component, but that a second consumer of an endpoint takes the place of the first in one step
 * instead of being refused. Messages under way end in the route that they began in; no moment is without a consumer.
 */
public final class SwapDirectComponent extends DirectComponent {
    private final Map<String, DirectConsumer> current = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DirectEndpoint endpoint = new SwapEndpoint(uri, this);
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public void addConsumer(String key, DirectConsumer consumer) {
        DirectConsumer before = current.put(key, consumer);
        if (before != null) {
            super.removeConsumer(key, before);
        }
        super.addConsumer(key, consumer);
    }

    @Override
    public void removeConsumer(String key, DirectConsumer consumer) {
        if (current.remove(key, consumer)) {
            super.removeConsumer(key, consumer);
        }
    }

    @Override
    protected DirectConsumer getConsumer(String key, boolean block, long timeout) throws InterruptedException {
        DirectConsumer found = current.get(key);
        return found != null ? found : super.getConsumer(key, block, timeout);
    }

    /** An endpoint with more than one consumer for a moment; Camel would not start the second otherwise. */
    private static final class SwapEndpoint extends DirectEndpoint implements MultipleConsumersSupport {
        SwapEndpoint(String uri, SwapDirectComponent component) {
            super(uri, component);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }
    }
}
