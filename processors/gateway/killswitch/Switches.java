package gateway.killswitch;

import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.model.Deployment;
import gateway.model.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All switches at one moment: an immutable snapshot.
 *
 * @param revision grows with every change
 * @param byPath the switches by {@link Switch#path}
 */
public record Switches(long revision, Map<String, Switch> byPath) {
    public static final Switches NONE = new Switches(0, Map.of());

    public Switches {
        byPath = Map.copyOf(byPath);
    }

    /** This snapshot with a switch thrown, or thrown anew. */
    public Switches with(Switch thrown) {
        Map<String, Switch> more = new HashMap<>(byPath);
        more.put(thrown.path(), thrown);
        return new Switches(revision + 1, more);
    }

    /** This snapshot without a switch. */
    public Switches without(String path) {
        Map<String, Switch> fewer = new HashMap<>(byPath);
        fewer.remove(path);
        return new Switches(revision + 1, fewer);
    }

    /** Those of mode cut alone. */
    public Switches cutting() {
        Map<String, Switch> cutting = new HashMap<>(byPath);
        cutting.values().removeIf(each -> each.mode() != Mode.CUT);
        return new Switches(revision, cutting);
    }

    /** Every switch. */
    public Collection<Switch> all() {
        return byPath.values();
    }

    /** The switch that forbids the whole request, whatever serves it; null if none does. */
    public @Nullable Switch against(Plan plan, Instant now) {
        return against(plan.tenant().id(), plan.request().call().route(), now);
    }

    /** The switch that forbids all that a tenant sends to a route; null if none does. */
    public @Nullable Switch against(String tenantId, String route, Instant now) {
        if (byPath.isEmpty()) {
            return null;
        }
        Switch global = find(Scope.GLOBAL, "all", now);
        if (global != null) {
            return global;
        }
        Switch tenant = find(Scope.TENANT, tenantId, now);
        return tenant != null ? tenant : find(Scope.ROUTE, route, now);
    }

    /** The switch that forbids a deployment; null if none does. */
    public @Nullable Switch against(Deployment deployment, Instant now) {
        if (byPath.isEmpty()) {
            return null;
        }
        Switch provider = find(Scope.PROVIDER, deployment.provider(), now);
        if (provider != null) {
            return provider;
        }
        Switch model = find(Scope.MODEL, deployment.model(), now);
        return model != null ? model : find(Scope.DEPLOYMENT, deployment.id(), now);
    }

    private @Nullable Switch find(Scope scope, String name, Instant now) {
        Switch found = byPath.get(Switch.word(scope) + "/" + name);
        return found != null && found.holds(now) ? found : null;
    }
}
