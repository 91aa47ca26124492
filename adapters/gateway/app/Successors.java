package gateway.app;

import gateway.call.BrokenOff;
import gateway.call.KeepGoing;
import gateway.model.Outcome;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Finds who goes on with a broken answer by the route {@code continue}. Thread-safe. */
final class Successors implements KeepGoing.Successor {
    private static final String ROUTE = "direct:continue?block=false";

    private final AtomicReference<@Nullable ProducerTemplate> template = new AtomicReference<>();

    void attach(CamelContext camel) {
        template.set(camel.createProducerTemplate());
    }

    @Override
    public Outcome after(BrokenOff broken) {
        ProducerTemplate caller = Objects.requireNonNull(template.get(), "calls come once the routes are there");
        Exchange exchange =
                caller.send(ROUTE, ExchangePattern.InOut, in -> in.getMessage().setBody(broken));
        Exception cause = exchange.getException();
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause != null) {
            throw new CamelExecutionException("the route has failed", exchange, cause);
        }
        return exchange.getMessage().getBody(Outcome.class);
    }
}
