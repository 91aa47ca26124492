package gateway.app;

import gateway.control.Refresh;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Refreshes by the same routes that the timers call. Thread-safe. */
final class Refresher implements Refresh {
    private final AtomicReference<@Nullable ProducerTemplate> template = new AtomicReference<>();

    /** Takes the context of the routes, once; it ends what is made here. */
    void attach(CamelContext camel) {
        template.set(camel.createProducerTemplate());
    }

    @Override
    public void switches() {
        send("direct:refresh-switches");
    }

    @Override
    public void registry() {
        send("direct:refresh-registry");
    }

    private void send(String endpoint) {
        try {
            Objects.requireNonNull(template.get(), "no context is attached").requestBody(endpoint, (Object) null);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
