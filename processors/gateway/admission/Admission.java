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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets in who has a key and asks for a model that exists, and opens the decision record. */
public final class Admission implements Stage<Request.Chat, Plan> {
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
        Registry registry = models.current();
        Tenant tenant;
        try {
            tenant = identify(tenants, chat.call());
        } catch (RefusedException e) {
            throw open(chat, Tenant.NOBODY, registry, List.of(), "no known key").refuse(e.refusal());
        }
        List<Deployment> candidates = candidates(registry, chat.model());
        if (candidates == null) {
            throw open(chat, tenant, registry, List.of(), "no such model")
                    .refuse(new Refusal.ModelNotFound(chat.model()));
        }
        String alias = registry.aliases().get(chat.model());
        String note = candidates.size() + (alias == null ? " candidates" : " candidates, an alias of " + alias);
        return open(chat, tenant, registry, candidates, note);
    }

    /** Opens the decision record, also of what is refused at once. */
    private Plan open(Request.Chat chat, Tenant tenant, Registry registry, List<Deployment> candidates, String note) {
        return new Plan(
                chat,
                tenant,
                registry.revision(),
                candidates,
                chat.call().receivedNanos() + deadline(chat).toNanos(),
                new DecisionRecord(List.of(new DecisionRecord.Step("admission", List.of(), note))));
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

    /** What a name stands for; null for a name that is the client's own invention. */
    public static @Nullable List<Deployment> candidates(Registry registry, String model) {
        return switch (model) {
            case "auto", "auto:cheap", "auto:fast" -> registry.all();
            default -> registry.find(model);
        };
    }

    private Duration deadline(Request.Chat chat) {
        Duration asked = chat.call().wishes().deadline();
        Duration ours = chat.stream() ? firstTokenDeadline : wholeDeadline;
        return asked == null || asked.compareTo(ours) > 0 ? ours : asked;
    }
}
