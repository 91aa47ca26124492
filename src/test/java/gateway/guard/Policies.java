package gateway.guard;

import gateway.model.ContentSource;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.Check;
import gateway.model.GuardPolicy.FailureMode;
import gateway.model.Guardrail;
import gateway.model.PiiKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies for tests. */
public final class Policies {
    private static final Set<ContentSource> EVERYWHERE = EnumSet.allOf(ContentSource.class);

    private Policies() {}

    /** One that does the same with all personal data, and blocks attacks and toxic texts. */
    static GuardPolicy of(GuardAction input, GuardAction output) {
        return of(input, output, List.of());
    }

    static GuardPolicy of(GuardAction input, GuardAction output, List<Guardrail> guardrails) {
        return new GuardPolicy(
                all(input),
                all(output),
                EVERYWHERE,
                new Check(0.5, GuardAction.BLOCK, EVERYWHERE),
                new Check(0.5, GuardAction.BLOCK, EVERYWHERE),
                Map.of("weapons", List.of("howitzer")),
                EVERYWHERE,
                guardrails,
                FailureMode.CLOSED);
    }

    /** One that does the same with all personal data, and lets everything pass. */
    public static GuardPolicy open(GuardAction input) {
        Check never = new Check(1.0, GuardAction.FLAG, EVERYWHERE);
        return new GuardPolicy(
                all(input),
                all(GuardAction.REDACT),
                EVERYWHERE,
                never,
                never,
                Map.of("weapons", List.of("howitzer")),
                EVERYWHERE,
                List.of(),
                FailureMode.CLOSED);
    }

    private static Map<PiiKind, GuardAction> all(GuardAction action) {
        Map<PiiKind, GuardAction> all = new EnumMap<>(PiiKind.class);
        for (PiiKind kind : PiiKind.values()) {
            all.put(kind, action);
        }
        return all;
    }
}
