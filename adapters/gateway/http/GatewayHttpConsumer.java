package gateway.http;

import gateway.api.HttpCall;
import gateway.api.HttpReply;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Runs a route on a virtual thread with an {@link HttpCall} as its body and no headers at all, and writes the
 * {@link HttpReply} that it ends with.
 */
final class GatewayHttpConsumer extends VertxPlatformHttpConsumer {
    private final RequestIntake intake;

    GatewayHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, String routerName, RequestIntake intake) {
        super(endpoint, processor, List.of(), routerName);
        this.intake = intake;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        intake.take(ctx, RouteName.of(getRouteId()), this::run);
    }

    private HttpReply run(HttpCall call) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.setPattern(ExchangePattern.InOut);
            exchange.getMessage().setBody(call);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return exchange.getMessage().getMandatoryBody(HttpReply.class);
        } finally {
            releaseExchange(exchange, false);
        }
    }
}
