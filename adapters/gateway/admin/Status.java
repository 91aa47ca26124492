package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.ApiKey;
import gateway.control.ControlSnapshot;
import gateway.control.DocumentTrees;
import gateway.control.Kind;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switches;
import gateway.model.Registry;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells how this process stands, and how fresh what it works with is; needs no store. */
public final class Status implements Stage<AdminCall, HttpReply> {
    private final StatusSource source;
    private final ControlSnapshot snapshot;
    private final LiveSwitches switches;
    private final InstantSource clock;

    /** Takes what it tells of. */
    public Status(StatusSource source, ControlSnapshot snapshot, LiveSwitches switches, InstantSource clock) {
        this.source = source;
        this.snapshot = snapshot;
        this.switches = switches;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        Instant now = clock.instant();
        ControlSnapshot.Loaded loaded = snapshot.loaded();
        String reason = source.notReady().get();
        ObjectNode body = JsonCodec.object()
                .put("version", source.version())
                .put("environment", source.environment())
                .put("profile", source.profile())
                .put("ready", reason == null)
                .put("reason", reason);
        StatusSource.Refreshed registry = source.registry().get();
        body.set("registry", refreshed(loaded.data().revision(), loaded.at(), registry, now));
        StatusSource.Refreshed kills = source.switches().get();
        Switches on = switches.current();
        body.set("switches", refreshed(on.revision(), kills.succeeded(), kills, now));
        source.unreadable().get().forEach(body.putArray("unreadable-switches")::add);
        body.set("counts", counts(loaded, on, now));
        return AdminReply.of(loaded.data().revision(), body);
    }

    private static ObjectNode refreshed(
            long revision, @Nullable Instant at, StatusSource.Refreshed refreshed, Instant now) {
        return JsonCodec.object()
                .put("revision", revision)
                .put("read-at", at == null ? null : at.toString())
                .put(
                        "age-seconds",
                        at == null
                                ? null
                                : Math.max(0, Duration.between(at, now).toSeconds()))
                .put("problem", refreshed.problem());
    }

    private static ObjectNode counts(ControlSnapshot.Loaded loaded, Switches on, Instant now) {
        Registry registry = loaded.data().registry();
        return JsonCodec.object()
                .put("models", registry.byModel().size())
                .put("deployments", registry.deployments().size())
                .put(
                        "tenants",
                        DocumentTrees.all(loaded.data().documents(), Kind.TENANT)
                                .size())
                .put(
                        "keys",
                        loaded.data().keys().values().stream()
                                .filter(key -> key.holds(now))
                                .map(ApiKey::tenant)
                                .map(tenant -> tenant.keyId())
                                .distinct()
                                .count())
                .put(
                        "switches-on",
                        on.all().stream().filter(each -> each.holds(now)).count());
    }
}
