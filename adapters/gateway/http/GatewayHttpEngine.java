package gateway.http;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Gives {@code platform-http:} routes our consumer, on the router of one port. */
public final class GatewayHttpEngine extends VertxPlatformHttpEngine {
    private final int port;
    private final RequestIntake intake;

    /**
     * Takes the port whose router the routes go to.
     *
     * @param port as in the router's name
     * @param intake takes requests in
     */
    public GatewayHttpEngine(int port, RequestIntake intake) {
        this.port = port;
        this.intake = intake;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        endpoint.setUseBodyHandler(false);
        return new GatewayHttpConsumer(
                endpoint, processor, VertxPlatformHttpRouter.getRouterNameFromPort(port), intake);
    }

    @Override
    public int getServerPort() {
        return port;
    }
}
