package gateway.app;

import gateway.control.AuditEntry;
import gateway.control.Change;
import gateway.control.ConflictException;
import gateway.control.Document;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.Refresh;
import gateway.control.Seeding;
import gateway.settings.ControlReader;
import gateway.settings.SettingsException;
import gateway.wire.JsonCodec;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings control data into use at the start: lays the settings under what the store holds, and reads all of it. While a
 * store is down this is tried again every few seconds.
 */
final class ControlStart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlStart.class);
    private static final long AGAIN_SECONDS = 2;

    private final ControlPlane plane;
    private final ControlReader reader;
    private final Refresh refresh;
    private final NoteRefreshFailure failures;
    private final InstantSource clock;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("control-start").daemon().unstarted(task));

    ControlStart(
            ControlPlane plane,
            ControlReader reader,
            Refresh refresh,
            NoteRefreshFailure failures,
            InstantSource clock) {
        this.plane = plane;
        this.reader = reader;
        this.refresh = refresh;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Does what can be done; what fails is tried again, and until then the gateway is not ready.
     *
     * @param seed what the settings list, by kind and id, as JSON
     * @param demoKeyHash SHA-256 of the demo tenant's key
     */
    void run(Map<Kind, Map<String, String>> seed, String demoKeyHash) {
        boolean seeded = attempt("poll-registry", () -> seed(seed, demoKeyHash));
        boolean read = attempt("poll-registry", refresh::registry);
        boolean switches = attempt("poll-switches", refresh::switches);
        if (!(seeded && read && switches) && !again.isShutdown()) {
            Future<?> _ = again.schedule(() -> run(seed, demoKeyHash), AGAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        again.shutdownNow();
    }

    private boolean attempt(String what, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            failures.apply(e, what);
            return false;
        }
    }

    private void seed(Map<Kind, Map<String, String>> listed, String demoKeyHash) {
        Documents stored = plane.documents().read();
        if (!plane.seedsAlways() && stored.revision() > 0) {
            LOG.info("the store holds what another process has listed: these settings' entries are not laid under it");
            return;
        }
        Map<Kind, Map<String, String>> seed = withDemoKey(stored, listed, demoKeyHash);
        List<Change> changes = Seeding.changes(stored, seed);
        List<String> hidden = Seeding.hidden(stored, seed);
        if (!hidden.isEmpty()) {
            LOG.info("changed by administrators, so that the settings' entries do not hold: {}", hidden);
        }
        if (changes.isEmpty()) {
            return;
        }
        try {
            reader.read(stored.with(stored.revision() + 1, changes));
            plane.documents().write(stored.revision(), changes, List.of(entry(changes)));
            List<String> removed = Seeding.removed(stored, changes);
            if (!removed.isEmpty()) {
                LOG.warn(
                        "taken away from all processes on this store, as these settings list them no more: {}",
                        removed);
            }
        } catch (SettingsException e) {
            LOG.error("the settings do not fit what administrators have changed and are left out: {}", e.problems());
        } catch (ConflictException e) {
            LOG.info("another process has just written what the settings list");
        }
    }

    /** With the demo tenant's key, if there is such a tenant; a known key stays as it is. */
    private Map<Kind, Map<String, String>> withDemoKey(
            Documents stored, Map<Kind, Map<String, String>> listed, String hash) {
        Map<Kind, Map<String, String>> seed = new EnumMap<>(Kind.class);
        seed.putAll(listed);
        if (listed.getOrDefault(Kind.TENANT, Map.of()).containsKey("demo")) {
            Document known = stored.find(Kind.KEY, hash);
            String json = known != null && known.json() != null
                    ? known.json()
                    : JsonCodec.object()
                            .put("id", "demo")
                            .put("tenant", "demo")
                            .put("created", clock.instant().toString())
                            .toString();
            Map<String, String> keys = new HashMap<>(listed.getOrDefault(Kind.KEY, Map.of()));
            keys.put(hash, json);
            seed.put(Kind.KEY, keys);
        }
        return seed;
    }

    private AuditEntry entry(List<Change> changes) {
        long written =
                changes.stream().filter(change -> change.document() != null).count();
        String after = JsonCodec.object()
                .put("written", written)
                .put("removed", changes.size() - written)
                .toString();
        return new AuditEntry(clock.instant(), "settings", "seed", "settings", null, after);
    }
}
