package gateway.admin;

import gateway.api.Faults;
import gateway.control.Administrator;
import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.ControlSnapshot;
import gateway.control.DocumentTrees;
import gateway.control.Kind;
import gateway.control.Refresh;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.SwitchStore;
import gateway.model.Registry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes kill switches: first in the store, then in this process, then in the audit log. A change that is in the store
 * is never undone because of what comes after it, since stopping a model matters more. Thread-safe.
 */
public final class SwitchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchWriter.class);
    /** A reading that began before the change would not show it. */
    private static final int READINGS = 2;

    private final SwitchStore store;
    private final LiveSwitches live;
    private final Refresh refresh;
    private final AuditLog audit;
    private final ControlSnapshot snapshot;
    private final InstantSource clock;

    /**
     * Takes what it works with.
     *
     * @param store keeps the switches
     * @param live the switches in use
     * @param refresh takes what is stored into use
     * @param audit is told of every change
     * @param snapshot knows what can be switched off
     */
    public SwitchWriter(
            SwitchStore store,
            LiveSwitches live,
            Refresh refresh,
            AuditLog audit,
            ControlSnapshot snapshot,
            InstantSource clock) {
        this.store = store;
        this.live = live;
        this.refresh = refresh;
        this.audit = audit;
        this.snapshot = snapshot;
        this.clock = clock;
    }

    /**
     * Throws a switch.
     *
     * @return what is wrong all the same
     * @throws gateway.control.StoreException if it could not be stored
     */
    List<String> put(Switch thrown) {
        Switch before = live.current().byPath().get(thrown.path());
        store.put(thrown);
        List<String> warnings = new ArrayList<>();
        takeIntoUse(() -> holds(thrown), warnings);
        LOG.warn(
                "kill switch {} is on, mode {}, by {}",
                thrown.path(),
                thrown.mode(),
                Administrator.logged(thrown.author()));
        note(thrown.author(), "put", thrown.path(), before, thrown, warnings);
        if (!isKnown(thrown)) {
            warnings.add("this " + Switch.word(thrown.scope()) + " is not known here now: check the name");
        }
        return warnings;
    }

    /**
     * Takes a switch back.
     *
     * @return what is wrong all the same
     * @throws gateway.control.StoreException if it could not be removed
     */
    List<String> remove(Switch taken, String author) {
        store.remove(taken.scope(), taken.name());
        List<String> warnings = new ArrayList<>();
        takeIntoUse(() -> !live.current().byPath().containsKey(taken.path()), warnings);
        LOG.warn("kill switch {} is off, by {}", taken.path(), Administrator.logged(author));
        note(author, "delete", taken.path(), taken, null, warnings);
        return warnings;
    }

    /** Takes what is stored into use. */
    void refresh() {
        refresh.switches();
    }

    private void takeIntoUse(BooleanSupplier done, List<String> warnings) {
        long before = live.current().revision();
        try {
            for (int i = 0; i < READINGS; i++) {
                refresh.switches();
                if (done.getAsBoolean()) {
                    return;
                }
            }
            LOG.error("a kill switch was changed, but the store does not show it yet");
        } catch (RuntimeException e) {
            // whatever it is, the change is stored, and nobody must be told otherwise
            if (live.current().revision() != before && done.getAsBoolean()) {
                LOG.error("a kill switch holds, but what is refreshed with it does not: {}", Faults.describe(e));
                return;
            }
            LOG.error("a kill switch was changed, but could not be taken into use here: {}", Faults.describe(e));
        }
        warnings.add("the change is stored, but does not hold in this process yet: GET /admin/v1/status says why");
    }

    private boolean holds(Switch thrown) {
        Switch now = live.current().byPath().get(thrown.path());
        return now != null && now.mode() == thrown.mode() && now.reason().equals(thrown.reason());
    }

    private void note(
            String author,
            String action,
            String path,
            @Nullable Switch before,
            @Nullable Switch after,
            List<String> warnings) {
        try {
            audit.append(
                    new AuditEntry(clock.instant(), author, action, "kill-switch/" + path, text(before), text(after)));
        } catch (RuntimeException e) {
            LOG.error(
                    "the audit log lacks: {} kill-switch/{} by {}: {}",
                    action,
                    path,
                    Administrator.logged(author),
                    Faults.describe(e));
            warnings.add("the change holds, but the audit log could not be written");
        }
    }

    private boolean isKnown(Switch thrown) {
        Registry registry = snapshot.current();
        String name = thrown.name();
        return switch (thrown.scope()) {
            case PROVIDER ->
                registry.all().stream().anyMatch(each -> each.provider().equals(name));
            case MODEL -> registry.byModel().containsKey(name);
            case DEPLOYMENT -> registry.deployments().containsKey(name);
            case TENANT ->
                DocumentTrees.all(snapshot.data().documents(), Kind.TENANT).containsKey(name);
            case GLOBAL, ROUTE -> true;
        };
    }

    private static @Nullable String text(@Nullable Switch shown) {
        return shown == null ? null : SwitchBody.json(shown).toString();
    }
}
