package gateway.app;

import gateway.Ticker;
import gateway.guard.RemoteGuardrail;
import gateway.guard.RemoteVerdict;
import gateway.killswitch.SwitchSource;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Guardrail;
import gateway.provider.Provider;
import gateway.provider.bedrock.ApplyGuardrail;
import gateway.provider.bedrock.GuardrailClient;
import gateway.provider.bedrock.GuardrailFailure;
import gateway.provider.bedrock.ReadAssessments;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailRequest;

/** Calls the guardrails of Amazon Bedrock, each by its own route. Thread-safe. */
final class GuardrailCalls implements RemoteGuardrail {
    private static final Logger LOG = LoggerFactory.getLogger(GuardrailCalls.class);

    private final DeploymentRoutes routes;
    private final ApplyGuardrail guardrails;
    private final AtomicReference<@Nullable ProducerTemplate> template = new AtomicReference<>();

    /**
     * Takes what it calls by.
     *
     * @param routes make the route of a guardrail
     */
    GuardrailCalls(DeploymentRoutes routes, SwitchSource switches, InstantSource clock, Ticker ticker) {
        this.routes = routes;
        this.guardrails =
                new ApplyGuardrail(this::call, switches, clock, ticker, Executors.newVirtualThreadPerTaskExecutor());
    }

    /** The beans by the names that the route uses. */
    static Map<String, Object> beans(Map<String, Provider> providers) {
        return Map.of(
                "guardrailClient", new GuardrailClient(providers),
                "noAsyncClient", new GuardrailClient.None(),
                "readAssessments", new ReadAssessments(),
                "guardrailFailure", new GuardrailFailure());
    }

    @Override
    public RemoteVerdict judge(Guardrail guardrail, Direction direction, List<String> texts) {
        return guardrails.judge(guardrail, direction, texts);
    }

    private RemoteVerdict call(Deployment place, ApplyGuardrailRequest request) {
        String endpoint = routes.guardrail(place.id());
        Exchange done =
                template().send(endpoint, exchange -> exchange.getMessage().setBody(request));
        return switch (done.getException()) {
            case null -> done.getMessage().getBody() instanceof RemoteVerdict verdict ? verdict : fault("no verdict");
            case CallNotPermittedException open -> new RemoteVerdict.Failed("breaker_open", true);
            case FailedException failed -> GuardrailFailure.verdict(failed.failure());
            case Exception other -> fault(other.getClass().getName());
        };
    }

    /** Fails closed: the route itself is not as it should be. */
    private static RemoteVerdict fault(String problem) {
        LOG.error("the route of a guardrail does not work: {}", problem);
        return new RemoteVerdict.Failed("fault", false);
    }

    private ProducerTemplate template() {
        ProducerTemplate known = template.get();
        if (known != null) {
            return known;
        }
        ProducerTemplate made = routes.context().createProducerTemplate();
        template.compareAndSet(null, made);
        return made;
    }
}
