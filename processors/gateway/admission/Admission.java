package gateway.admission;

import gateway.Stage;
import gateway.model.Call;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Experiment;
import gateway.model.Plan;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Request;
import gateway.model.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets in who has a key and asks for a model that exists and that the key may use, and opens the decision record. */
public final class Admission implements Stage<Request, Plan> {
    /** The router decides, by its usual objective or a named one. */
    private static final Set<String> AUTO = Set.of("auto", "auto:best", "auto:balanced", "auto:cheap", "auto:fast");

    private final TenantDirectory tenants;
    private final ModelRegistry models;
    private final TimeLimits limits;

    /**
     * Takes its directories.
     *
     * @param tenants who has which key
     * @param models what can be called
     * @param limits how long calls may take
     */
    public Admission(TenantDirectory tenants, ModelRegistry models, TimeLimits limits) {
        this.tenants = tenants;
        this.models = models;
        this.limits = limits;
    }

    @Override
    public Plan apply(Request request) {
        Registry registry = models.current();
        Tenant tenant;
        try {
            tenant = identify(tenants, request.call());
        } catch (RefusedException e) {
            throw open(request, Tenant.NOBODY, registry, List.of(), List.of(), "no known key")
                    .refuse(e.refusal());
        }
        List<Deployment> served = compared(registry, request, tenant);
        if (served == null || served.isEmpty()) {
            throw open(request, tenant, registry, List.of(), List.of(), "no such model")
                    .refuse(new Refusal.ModelNotFound(request.model()));
        }
        List<Deployment> candidates = new ArrayList<>(served.size());
        List<String> removed = new ArrayList<>();
        for (Deployment deployment : served) {
            if (tenant.mayUse(deployment.model())) {
                candidates.add(deployment);
            } else {
                removed.add(deployment.id() + ": model not allowed to this key");
            }
        }
        String alias = registry.aliases().get(request.model());
        String note = candidates.size() + (alias == null ? " candidates" : " candidates, an alias of " + alias);
        Plan plan = open(request, tenant, registry, candidates, removed, note);
        if (candidates.isEmpty()) {
            throw plan.refuse(new Refusal.PermissionDenied((AUTO.contains(request.model())
                            ? "this key may use none of the models that are served"
                            : "this key may not use the model '" + request.model() + "'")
                    + ": GET /v1/models lists what it may use"));
        }
        Refusal unsuitable = Suitable.against(request, candidates);
        if (unsuitable != null) {
            throw plan.refuse(unsuitable);
        }
        return plan;
    }

    /** What a name stands for, with all models that the tenant compares under it; vectors are never mixed. */
    private static @Nullable List<Deployment> compared(Registry registry, Request request, Tenant tenant) {
        List<Deployment> own = candidates(registry, request.model());
        Experiment experiment = tenant.routing().experiments().get(request.model());
        if (own == null || experiment == null || request.call().isOwn() || !(request instanceof Request.Chat)) {
            return own;
        }
        Set<Deployment> all = new LinkedHashSet<>(own);
        for (Experiment.Arm arm : experiment.arms()) {
            List<Deployment> more = registry.find(arm.model());
            all.addAll(more == null ? List.of() : more);
        }
        return List.copyOf(all);
    }

    /** Whether the router is to decide. */
    static boolean isAuto(String model) {
        return AUTO.contains(model);
    }

    /** Opens the decision record, also of what is refused at once. */
    private Plan open(
            Request request,
            Tenant tenant,
            Registry registry,
            List<Deployment> candidates,
            List<String> removed,
            String note) {
        return new Plan(
                request,
                tenant,
                registry.revision(),
                candidates,
                limits.of(request, tenant),
                new DecisionRecord(List.of(new DecisionRecord.Step("admission", removed, note))));
    }

    /**
     * Who presents the call's key.
     *
     * @throws RefusedException if there is no key, or nobody's
     */
    public static Tenant identify(TenantDirectory tenants, Call call) {
        return identify(tenants, call.key());
    }

    /**
     * Who presents a key.
     *
     * @throws RefusedException if there is no key, or nobody's
     */
    public static Tenant identify(TenantDirectory tenants, @Nullable Redacted key) {
        if (key == null) {
            throw new RefusedException(new Refusal.InvalidApiKey(
                    "no API key was sent: send it as 'Authorization: Bearer KEY' or as 'x-api-key: KEY'"));
        }
        Tenant tenant = tenants.find(key.value());
        if (tenant == null) {
            throw new RefusedException(new Refusal.InvalidApiKey(
                    "the API key is not known here: use a key of this gateway (sk-serai-...), not a provider's"));
        }
        return tenant;
    }

    /** What a name stands for; null for a name that is the client's own invention. */
    public static @Nullable List<Deployment> candidates(Registry registry, String model) {
        return AUTO.contains(model) ? registry.chats() : registry.find(model);
    }
}
