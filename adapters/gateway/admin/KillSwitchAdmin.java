package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.Switches;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Throws, shows and takes back kill switches. Replies once a change holds for every call that begins in this process.
 */
public final class KillSwitchAdmin implements Stage<AdminCall, HttpReply> {
    private final LiveSwitches live;
    private final SwitchWriter writer;
    private final InstantSource clock;

    /**
     * Takes what it works with.
     *
     * @param live the switches in use
     * @param writer changes them
     */
    public KillSwitchAdmin(LiveSwitches live, SwitchWriter writer, InstantSource clock) {
        this.live = live;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        if (call.http().management().ifMatch() != null) {
            throw JsonCodec.malformed(
                    "kill switches take no If-Match: to stop something must not depend on a revision");
        }
        String name = call.parameter("name");
        if (name == null) {
            return list();
        }
        Scope scope = scope(call.http().parameters().getOrDefault("scope", ""));
        if (scope == Scope.GLOBAL && !name.equals("all")) {
            throw JsonCodec.malformed("the scope 'global' has one switch: global/all");
        }
        return switch (call.method()) {
            case "PUT" -> put(call, scope, name);
            case "DELETE" -> delete(call, scope, name);
            default -> show(find(scope, name), List.of());
        };
    }

    private HttpReply put(AdminCall call, Scope scope, String name) {
        Ids.checked("switch", name);
        Instant now = clock.instant();
        SwitchBody body = SwitchBody.read(call.body(), now);
        Switch thrown = new Switch(
                scope, name, body.reason(), body.mode(), call.administrator().id(), now, body.until());
        return show(thrown, writer.put(thrown));
    }

    private HttpReply delete(AdminCall call, Scope scope, String name) {
        if (at(scope, name) == null) {
            // another process may have thrown it a moment ago
            writer.refresh();
        }
        Switch taken = find(scope, name);
        return show(taken, writer.remove(taken, call.administrator().id()));
    }

    private Switch find(Scope scope, String name) {
        Switch found = at(scope, name);
        if (found == null) {
            throw AdminReply.notFound("kill switch", Switch.word(scope) + "/" + name);
        }
        return found;
    }

    private @Nullable Switch at(Scope scope, String name) {
        return live.current().byPath().get(Switch.word(scope) + "/" + name);
    }

    private HttpReply list() {
        Switches now = live.current();
        ObjectNode body = JsonCodec.object().put("revision", now.revision());
        ArrayNode all = body.putArray("switches");
        Instant moment = clock.instant();
        new TreeMap<>(now.byPath())
                .values().stream().filter(each -> each.holds(moment)).forEach(each -> all.add(SwitchBody.json(each)));
        return AdminReply.of(now.revision(), body);
    }

    private HttpReply show(Switch shown, List<String> warnings) {
        ObjectNode body = SwitchBody.json(shown);
        if (!warnings.isEmpty()) {
            body.put("warning", String.join("; ", warnings));
        }
        return AdminReply.of(live.current().revision(), body);
    }

    private static Scope scope(String name) {
        for (Scope scope : Scope.values()) {
            if (Switch.word(scope).equals(name)) {
                return scope;
            }
        }
        throw JsonCodec.malformed("the scope must be global, provider, model, deployment, route or tenant");
    }
}
