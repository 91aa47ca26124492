package gateway.http;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * The {@code platform-http:} component, but that two routes may take the same path, as two generations of a route do:
 * the first that is not suspended takes the request.
 */
public final class GatewayHttpComponent extends PlatformHttpComponent {
    /** Takes the engine of the port. */
    public GatewayHttpComponent(GatewayHttpEngine engine) {
        setEngine(engine);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PlatformHttpEndpoint endpoint = new SharedEndpoint(uri, remaining, this);
        endpoint.setPlatformHttpEngine(getEngine());
        endpoint.setHandleWriteResponseError(isHandleWriteResponseError());
        setEndpointHeaderFilterStrategy(endpoint);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** An endpoint with more than one consumer for a moment. */
    private static final class SharedEndpoint extends PlatformHttpEndpoint implements MultipleConsumersSupport {
        SharedEndpoint(String uri, String remaining, GatewayHttpComponent component) {
            super(uri, remaining, component);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }
    }
}
