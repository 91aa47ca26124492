package gateway.api.repeat;

import gateway.api.HttpReply;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Stands at the end of an ingress route, and of what writes its errors: ends the claim that {@link ClaimReply} has
 * made, with the reply or without one. A whole reply is kept before the client is sent it. Thread-safe.
 */
public final class KeepReply implements Processor {
    @Override
    public void process(Exchange exchange) {
        Claimed claimed = exchange.getProperty(Claimed.PROPERTY, Claimed.class);
        if (claimed != null && exchange.getMessage().getBody() instanceof HttpReply reply) {
            exchange.getMessage().setBody(claimed.ended(reply));
        }
    }
}
