package gateway.guard;

import gateway.model.Guardrail;
import java.util.List;

/** A service that judges texts. Thread-safe; blocks, no longer than the guardrail's timeout. */
@FunctionalInterface
public interface RemoteGuardrail {
    /** Which way texts go. */
    enum Direction {
        /** To a provider. */
        INPUT,
        /** From a provider. */
        OUTPUT
    }

    /**
     * Has texts judged.
     *
     * @param guardrail which
     * @param direction which way they go
     * @param texts each on its own, none empty
     * @return what it says; a failure is a verdict as well
     */
    RemoteVerdict judge(Guardrail guardrail, Direction direction, List<String> texts);
}
