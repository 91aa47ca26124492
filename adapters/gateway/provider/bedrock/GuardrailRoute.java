package gateway.provider.bedrock;

import gateway.guard.RemoteVerdict;
import gateway.model.Deployment;
import software.amazon.awssdk.services.bedrockruntime.model.ApplyGuardrailRequest;

/** The way to a guardrail, with its circuit breaker. Thread-safe. */
@FunctionalInterface
public interface GuardrailRoute {
    /**
     * Has one text judged; blocks for as long as the request's own timeout says.
     *
     * @param place where the guardrail is called
     * @param request with one text
     * @return what is said of it: in {@code Masked} there is one text, too
     */
    RemoteVerdict call(Deployment place, ApplyGuardrailRequest request);
}
