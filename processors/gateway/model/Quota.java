package gateway.model;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The limits of whoever calls, each of which must hold.
 *
 * @param zone in which the tenant's days and months begin
 * @param onBudget what happens to a request for {@code auto} whose dearest candidate does not fit into what is left
 * @param softPercent share of a budget at which somebody is told, 1 to 100
 * @param defaultMaxOutput bound of an answer for which the client names none, in tokens
 * @param tenant of the whole tenant
 * @param team of the caller's team
 * @param key of the caller's key
 * @param models of single models, for the whole tenant, by the model's id
 */
public record Quota(
        ZoneId zone,
        OnBudget onBudget,
        int softPercent,
        int defaultMaxOutput,
        Limits tenant,
        Limits team,
        Limits key,
        Map<String, Limits> models) {
    /** Where a tenant says nothing. */
    public static final int DEFAULT_MAX_OUTPUT = 4096;

    public static final int DEFAULT_SOFT_PERCENT = 80;

    public static final Quota NONE = new Quota(
            ZoneOffset.UTC,
            OnBudget.REFUSE,
            DEFAULT_SOFT_PERCENT,
            DEFAULT_MAX_OUTPUT,
            Limits.NONE,
            Limits.NONE,
            Limits.NONE,
            Map.of());

    public Quota {
        models = Map.copyOf(models);
    }

    /** What happens to a request for {@code auto} whose dearest candidate does not fit into what is left. */
    public enum OnBudget {
        /** It is refused. */
        REFUSE,
        /** It goes to a cheaper model that fits. */
        DEGRADE
    }

    /** Whether there is no limit at all. */
    public boolean isUnlimited() {
        return tenant.equals(Limits.NONE) && team.equals(Limits.NONE) && key.equals(Limits.NONE) && models.isEmpty();
    }
}
