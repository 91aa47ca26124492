package gateway.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps each tenant's explorations within a share of its decisions: each decision earns the share, each exploration
 * costs one. Thread-safe; decisions that are made at the same moment may overdraw it by their number.
 */
public final class Allowance {
    /** What may be saved up. */
    private static final double MOST = 10;

    private static final double FIRST = 1;

    private final Map<String, Double> credits = new ConcurrentHashMap<>();

    /** Whether a tenant's next decision may explore. */
    public boolean allows(String tenant, double share) {
        return share > 0 && credits.getOrDefault(tenant, FIRST) >= 1;
    }

    /** A decision was made. */
    public void decided(String tenant, double share, boolean explored) {
        credits.putIfAbsent(tenant, FIRST);
        credits.computeIfPresent(tenant, (id, have) -> Math.min(MOST, have + share - (explored ? 1 : 0)));
    }
}
