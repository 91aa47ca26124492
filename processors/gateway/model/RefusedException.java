package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a refusal out of the chain. Has no stack trace: it is an answer, not a fault. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;
    private final transient @Nullable Plan plan;
    private final transient @Nullable Decision decision;
    private final transient List<Attempt> attempts;

    /** A refusal before there is a plan. */
    public RefusedException(Refusal refusal) {
        this(refusal, null, null, List.of());
    }

    /** A refusal of a plan. */
    public RefusedException(Refusal refusal, Plan plan) {
        this(refusal, plan, null, List.of());
    }

    /** A refusal of a decision, after some attempts. */
    public RefusedException(Refusal refusal, Decision decision, List<Attempt> attempts) {
        this(refusal, decision.plan(), decision, attempts);
    }

    private RefusedException(
            Refusal refusal, @Nullable Plan plan, @Nullable Decision decision, List<Attempt> attempts) {
        super(refusal.getClass().getSimpleName(), null, false, false);
        this.refusal = refusal;
        this.plan = plan;
        this.decision = decision;
        this.attempts = List.copyOf(attempts);
    }

    /** What is refused and why. */
    public Refusal refusal() {
        return refusal;
    }

    /** What was planned, if the request came so far. */
    public @Nullable Plan plan() {
        return plan;
    }

    /** What was decided, if the request came so far. */
    public @Nullable Decision decision() {
        return decision;
    }

    /** The attempts that were made. */
    public List<Attempt> attempts() {
        return attempts;
    }
}
