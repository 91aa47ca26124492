package gateway.app;

import gateway.cache.SharedAnswers;
import gateway.control.AuditLog;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.feedback.FeedbackStore;
import gateway.idempotency.ReplyStore;
import gateway.killswitch.SwitchStore;
import gateway.quota.Ledger;
import gateway.routing.SumStore;
import gateway.secret.SecretSource;
import gateway.usage.UsageStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where control data is kept, by profile.
 *
 * @param documents models, tenants and keys
 * @param switches kill switches
 * @param audit the log of changes
 * @param decisions records of requests
 * @param ledger what is spent and leased of budgets and rates
 * @param usage what was used
 * @param feedback what clients said of answers
 * @param sums what the router has learnt
 * @param replies claims of requests and kept replies
 * @param answers where replicas share kept answers; null = each has its own
 * @param beans what the profile's own routes use, by name
 * @param profile its word, such as {@code embedded}
 * @param routes the folders of the profile's own routes, below that of all routes
 * @param seedsAlways whether the store follows this process's settings; else only while it is empty
 * @param secrets where the providers' credentials are kept; null = settings and environment
 * @param secretChanges is told of credentials that have changed
 * @param closer ends all of it
 */
record ControlPlane(
        DocumentStore documents,
        SwitchStore switches,
        AuditLog audit,
        DecisionStore decisions,
        Ledger ledger,
        UsageStore usage,
        FeedbackStore feedback,
        SumStore sums,
        ReplyStore replies,
        @Nullable SharedAnswers answers,
        Map<String, Object> beans,
        String profile,
        List<String> routes,
        boolean seedsAlways,
        @Nullable SecretSource secrets,
        SecretChanges secretChanges,
        Runnable closer)
        implements AutoCloseable {
    ControlPlane {
        beans = Map.copyOf(beans);
        routes = List.copyOf(routes);
    }

    @Override
    public void close() {
        closer.run();
    }
}
