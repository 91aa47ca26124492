package gateway.reload;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.StringHelper;

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

        @Override
        public Producer createProducer() {
            return new SwapProducer(this);
        }
    }

    /**
     * Looks for the consumer for each message. Camel's own producer keeps the last one in two fields that are not set
     * together: of two messages, the slower could put the replaced consumer back after the quicker had found the new
     * one.
     */
    private static final class SwapProducer extends DefaultAsyncProducer {
        private final SwapDirectComponent component;
        private final SwapEndpoint endpoint;
        private final String key;

        SwapProducer(SwapEndpoint endpoint) {
            super(endpoint);
            this.component = (SwapDirectComponent) endpoint.getComponent();
            this.endpoint = endpoint;
            this.key = StringHelper.before(endpoint.getEndpointUri(), "?", endpoint.getEndpointUri());
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                DirectConsumer consumer = component.getConsumer(key, endpoint.isBlock(), endpoint.getTimeout());
                if (consumer != null) {
                    return consumer.getAsyncProcessor().process(exchange, callback);
                }
                exchange.setException(new DirectConsumerNotAvailableException("no route takes " + key, exchange));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }
    }
}
