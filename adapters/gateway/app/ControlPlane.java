package gateway.app;

import gateway.control.AuditLog;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.killswitch.SwitchStore;
import java.util.Map;

/**
 * Where control data is kept, by profile.
 *
 * @param documents models, tenants and keys
 * @param switches kill switches
 * @param audit the log of changes
 * @param decisions records of requests
 * @param beans what the profile's own routes use, by name
 * @param profile its word, such as {@code embedded}
 * @param routes the folder of the profile's own routes, below that of all routes
 * @param seedsAlways whether the store follows the settings at every start; else only while it is empty
 * @param closer ends all of it
 */
record ControlPlane(
        DocumentStore documents,
        SwitchStore switches,
        AuditLog audit,
        DecisionStore decisions,
        Map<String, Object> beans,
        String profile,
        String routes,
        boolean seedsAlways,
        Runnable closer)
        implements AutoCloseable {
    ControlPlane {
        beans = Map.copyOf(beans);
    }

    @Override
    public void close() {
        closer.run();
    }
}
