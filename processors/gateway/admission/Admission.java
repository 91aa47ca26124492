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
        Tenant tenant = identify(tenants, chat.call());
        Registry registry = models.current();
        List<Deployment> candidates = candidates(registry, chat.model());
        if (candidates == null) {
            throw new RefusedException(new Refusal.ModelNotFound(chat.model()));
        }
        return new Plan(
                chat,
                tenant,
                registry.revision(),
                candidates,
                chat.call().receivedNanos() + deadline(chat).toNanos(),
                DecisionRecord.EMPTY.with(
                        new DecisionRecord.Step("admission", List.of(), candidates.size() + " candidates")));
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

    private static @Nullable List<Deployment> candidates(Registry registry, String model) {
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
