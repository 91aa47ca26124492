package gateway.ingress;

import gateway.api.HttpCall;
import gateway.api.HttpReply;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** Runs an ingress route for a transport that Camel does not know. Thread-safe. */
public final class RouteCaller implements AutoCloseable {
    private final ProducerTemplate template;
    private final String uri;

    /**
     * Takes the route.
     *
     * @param uri such as {@code direct:websocket-chat}
     */
    public RouteCaller(CamelContext camel, String uri) {
        this.template = camel.createProducerTemplate();
        this.uri = uri + "?block=false";
    }

    /**
     * Runs the route on the caller's thread, which may block.
     *
     * @throws Exception if the route does not end with a reply, or there is no such route
     */
    public HttpReply call(HttpCall call) throws Exception {
        Exchange exchange =
                template.send(uri, ExchangePattern.InOut, in -> in.getMessage().setBody(call));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getMandatoryBody(HttpReply.class);
    }

    @Override
    public void close() {
        template.stop();
    }
}
