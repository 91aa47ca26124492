package gateway.admission;

import gateway.Stage;
import gateway.model.Call;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Request;
import gateway.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lets in who has a key and asks for a model that exists and that the key may use, and opens the decision record. */
public final class Admission implements Stage<Request.Chat, Plan> {
    /** The router decides, by its usual objective or a named one. */
    private static final Set<String> AUTO = Set.of("auto", "auto:best", "auto:balanced", "auto:cheap", "auto:fast");

    private final TenantDirectory tenants;
    private final ModelRegistry models;
    private final Duration firstTokenDeadline;
    private final Duration wholeDeadline;

    /**
     * Takes its directories.
     *
     * @param tenants who has which key
     * @param models what can be called
     * @param firstTokenDeadline until a stream's first token, where the client names no deadline
     * @param wholeDeadline until a whole answer, where the client names no deadline
     */
    public Admission(
            TenantDirectory tenants, ModelRegistry models, Duration firstTokenDeadline, Duration wholeDeadline) {
        this.tenants = tenants;
        this.models = models;
        this.firstTokenDeadline = firstTokenDeadline;
        this.wholeDeadline = wholeDeadline;
    }

    @Override
    public Plan apply(Request.Chat chat) {
        Tenant tenant = identify(tenants, chat.call());
        Registry registry = models.current();
        List<Deployment> served = served(registry, chat.model());
        List<Deployment> candidates = new ArrayList<>(served.size());
        List<String> removed = new ArrayList<>();
        for (Deployment deployment : served) {
            if (tenant.mayUse(deployment.model())) {
                candidates.add(deployment);
            } else {
                removed.add(deployment.id() + ": model not allowed to this key");
            }
        }
        Plan plan = new Plan(
                chat,
                tenant,
                registry.revision(),
                candidates,
                chat.call().receivedNanos() + deadline(chat).toNanos(),
                DecisionRecord.EMPTY.with(
                        new DecisionRecord.Step("admission", removed, candidates.size() + " candidates")));
        if (candidates.isEmpty()) {
            throw plan.refuse(new Refusal.PermissionDenied((AUTO.contains(chat.model())
                            ? "this key may use none of the models that are served"
                            : "this key may not use the model '" + chat.model() + "'")
                    + ": GET /v1/models lists what it may use"));
        }
        return plan;
    }

    /**
     * Who presents the call's key.
     *
     * @throws RefusedException if there is no key, or nobody's
     */
    public static Tenant identify(TenantDirectory tenants, Call call) {
        if (call.key() == null) {
            throw new RefusedException(new Refusal.InvalidApiKey(
                    "no API key was sent: send it as 'Authorization: Bearer KEY' or as 'x-api-key: KEY'"));
        }
        Tenant tenant = tenants.find(call.key().value());
        if (tenant == null) {
            throw new RefusedException(new Refusal.InvalidApiKey(
                    "the API key is not known here: use a key of this gateway (sk-serai-...), not a provider's"));
        }
        return tenant;
    }

    private static List<Deployment> served(Registry registry, String model) {
        List<Deployment> served = AUTO.contains(model) ? registry.all() : registry.find(model);
        if (served == null || served.isEmpty()) {
            throw new RefusedException(new Refusal.ModelNotFound(model));
        }
        return served;
    }

    private Duration deadline(Request.Chat chat) {
        Duration asked = chat.call().wishes().deadline();
        Duration ours = chat.stream() ? firstTokenDeadline : wholeDeadline;
        return asked == null || asked.compareTo(ours) > 0 ? ours : asked;
    }
}
