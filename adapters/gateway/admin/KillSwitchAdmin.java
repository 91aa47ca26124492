package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.control.Refresh;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchSource;
import gateway.killswitch.SwitchStore;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Throws, shows and takes back kill switches. */
public final class KillSwitchAdmin implements Stage<HttpCall, HttpReply> {
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitchAdmin.class);
    private static final Set<String> FIELDS = Set.of("reason", "mode", "until");
    private static final int LONGEST_REASON = 500;

    private final SwitchStore store;
    private final SwitchSource switches;
    private final Refresh refresh;
    private final InstantSource clock;

    /** Takes where switches are kept, those in use, what brings the ones to the others, and the time. */
    public KillSwitchAdmin(SwitchStore store, SwitchSource switches, Refresh refresh, InstantSource clock) {
        this.store = store;
        this.switches = switches;
        this.refresh = refresh;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String name = call.parameters().get("name");
        if (name == null) {
            return list();
        }
        Scope scope = scope(call.parameters().getOrDefault("scope", ""));
        if (scope == Scope.GLOBAL && !name.equals("all")) {
            throw malformed("the scope 'global' has one switch: global/all");
        }
        String path = scope.name().toLowerCase(Locale.ROOT) + "/" + name;
        return switch (call.method()) {
            case "PUT" -> put(call, scope, name);
            case "DELETE" -> delete(path);
            default -> show(find(path));
        };
    }

    private HttpReply put(HttpCall call, Scope scope, String name) {
        ObjectNode body = JsonCodec.object(call.body().getBytes());
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw malformed("a kill switch has 'reason', 'mode' and 'until', nothing else");
            }
        });
        Switch thrown = new Switch(scope, name, reason(body), mode(body), "admin", clock.instant(), until(body));
        store.put(thrown);
        refresh.switches();
        LOG.warn("kill switch {} is on, mode {}", thrown.path(), thrown.mode());
        return show(thrown);
    }

    private HttpReply delete(String path) {
        Switch taken = find(path);
        store.remove(taken.scope(), taken.name());
        refresh.switches();
        LOG.warn("kill switch {} is off", path);
        return show(taken);
    }

    private Switch find(String path) {
        Switch found = switches.current().byPath().get(path);
        if (found == null) {
            throw new RefusedException(new Refusal.NotFound("the kill switch " + path + " is not on"));
        }
        return found;
    }

    private HttpReply list() {
        ObjectNode body = JsonCodec.object().put("revision", switches.current().revision());
        ArrayNode all = body.putArray("switches");
        switches.current().all().forEach(each -> all.add(json(each)));
        return reply(body);
    }

    private static HttpReply show(Switch shown) {
        return reply(json(shown));
    }

    private static ObjectNode json(Switch shown) {
        return JsonCodec.object()
                .put("scope", shown.scope().name().toLowerCase(Locale.ROOT))
                .put("name", shown.name())
                .put("reason", shown.reason())
                .put("mode", shown.mode().name().toLowerCase(Locale.ROOT))
                .put("since", shown.since().toString())
                .put("until", shown.until() == null ? null : shown.until().toString());
    }

    private static Scope scope(String name) {
        for (Scope scope : Scope.values()) {
            if (scope.name().toLowerCase(Locale.ROOT).equals(name)) {
                return scope;
            }
        }
        throw malformed("the scope must be global, provider, model, deployment, route or tenant");
    }

    private static String reason(ObjectNode body) {
        JsonNode reason = body.get("reason");
        if (reason == null || !reason.isTextual() || reason.asText().isBlank()) {
            throw malformed("'reason' must say in words why");
        }
        if (reason.asText().length() > LONGEST_REASON) {
            throw malformed("'reason' must have " + LONGEST_REASON + " characters at most");
        }
        return reason.asText();
    }

    private static Mode mode(ObjectNode body) {
        JsonNode mode = body.get("mode");
        if (mode == null || mode.isNull() || mode.asText().equals("drain")) {
            return Mode.DRAIN;
        }
        throw malformed("'mode' must be 'drain', the only mode that this version has");
    }

    private @Nullable Instant until(ObjectNode body) {
        JsonNode until = body.get("until");
        if (until == null || until.isNull()) {
            return null;
        }
        try {
            Instant end = Instant.parse(until.asText());
            if (end.isAfter(clock.instant())) {
                return end;
            }
        } catch (DateTimeParseException e) {
            throw malformed("'until' must be an instant such as 2026-12-31T23:00:00Z");
        }
        throw malformed("'until' must lie in the future");
    }

    private static HttpReply reply(ObjectNode body) {
        return HttpReply.json(200, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static RefusedException malformed(String problem) {
        return new RefusedException(new Refusal.Malformed(problem, null));
    }
}
