package gateway.call;

import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Residency;
import java.time.Duration;
import java.util.List;

/** Walks over up to three deployments, for tests. */
final class Walks {
    static final Deployment SMALL = window("small", 100_000);
    static final Deployment EQUAL = window("equal", 100_000);
    static final Deployment LARGE = window("large", 1_000_000);

    private Walks() {}

    /** A walk over the plan's candidates that has made some attempts. */
    static Walk walk(Plan plan, List<Deployment> left, Attempt... attempts) {
        return new Walk(Examples.decision(plan), left, null, List.of(attempts));
    }

    /** A call that failed after a millisecond. */
    static Attempt.Failed failed(Deployment deployment, Kind kind, String code) {
        return new Attempt.Failed(deployment, 1_000_000, Failure.of(kind, code));
    }

    /** A call that a provider refused in its own words. */
    static Attempt.Failed refused(Deployment deployment, Kind kind, int status, String words) {
        return new Attempt.Failed(
                deployment, 1_000_000, new Failure(kind, status, "some_code", new Redacted(words), null));
    }

    /** A turn without a call, because the rate limit rests. */
    static Attempt.Failed resting(Deployment deployment, Duration left) {
        return new Attempt.Failed(deployment, 0, new Failure(Kind.RATE_LIMITED, 0, "resting", null, left));
    }

    private static Deployment window(String id, int contextTokens) {
        return Examples.deployment(id, Residency.ANY, 0, 1, Examples.PRICE, contextTokens);
    }
}
