package gateway.ingress;

import gateway.api.HttpCall;
import gateway.api.HttpReply;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** Runs a route for what is no consumer of Camel: a transport that Camel does not know, or a stream. Thread-safe. */
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
     * Runs an ingress route on the caller's thread, which may block.
     *
     * @throws Exception if the route does not end with a reply, or there is no such route
     */
    public HttpReply call(HttpCall call) throws Exception {
        return call(call, HttpReply.class);
    }

    /**
     * Runs the route on the caller's thread, which may block.
     *
     * @param body what the route begins with
     * @param type of what it ends with
     * @throws Exception if it does not, or there is no such route
     */
    public <T> T call(Object body, Class<T> type) throws Exception {
        Exchange exchange =
                template.send(uri, ExchangePattern.InOut, in -> in.getMessage().setBody(body));
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getMandatoryBody(type);
    }

    @Override
    public void close() {
        template.stop();
    }
}
