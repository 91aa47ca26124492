package gateway.residency;

import gateway.Stage;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.Residency;

/** Keeps deployments in the EU only, when the tenant or the request says so. */
public final class ResidencyFilter implements Stage<Plan, Plan> {
    @Override
    public Plan apply(Plan plan) {
        if (required(plan) == Residency.ANY) {
            return plan;
        }
        Plan kept = plan.without(
                "residency", deployment -> deployment.residency() == Residency.EU ? null : "not in the EU");
        if (kept.candidates().isEmpty()) {
            throw kept.refuse(new Refusal.NoDeploymentInRegion(plan.request().model()));
        }
        return kept;
    }

    /** What the stricter of tenant and request demands. */
    public static Residency required(Plan plan) {
        return plan.tenant().residency() == Residency.EU
                        || plan.request().call().wishes().residency() == Residency.EU
                ? Residency.EU
                : Residency.ANY;
    }
}
