package gateway.app;

import gateway.guard.RemoteGuardrail;
import gateway.guard.RemoteVerdict;
import gateway.model.Guardrail;
import java.util.List;

/** Calls the guardrails of Amazon Bedrock. */
final class GuardrailCalls implements RemoteGuardrail {
    @Override
    public RemoteVerdict judge(Guardrail guardrail, Direction direction, List<String> texts) {
        return new RemoteVerdict.Failed("not_connected", true);
    }
}
