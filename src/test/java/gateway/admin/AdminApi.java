package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpCalls;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.ControlSnapshot;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Documents;
import gateway.control.KeyHash;
import gateway.control.Kind;
import gateway.control.Refresh;
import gateway.control.Seeding;
import gateway.dashboard.LiveFeed;
import gateway.dashboard.LiveView;
import gateway.dashboard.Playground;
import gateway.dashboard.RouteView;
import gateway.dashboard.StepTimes;
import gateway.feedback.MemoryFeedback;
import gateway.http.OwnIngress;
import gateway.killswitch.LiveSwitches;
import gateway.model.Redacted;
import gateway.session.LoginLimit;
import gateway.session.Sessions;
import gateway.settings.ControlReader;
import gateway.settings.Profile;
import gateway.settings.SettingsLoader;
import gateway.usage.RememberedUsage;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The admin API without a server: requests go through the stages in the order of the route files, over stores in memory
 * that hold what the shipped settings list. Every reply must be as the OpenAPI document says.
 */
final class AdminApi {
    static final String ADMIN_KEY = "sk-serai-admin-test";
    static final String DEMO_KEY = "sk-serai-demo-test";

    private static final SettingsLoader.Loaded SETTINGS =
            SettingsLoader.shipped().load(Profile.EMBEDDED, List.of(), Map.of());
    private static final AdminRoutes ROUTES = AdminRoutes.read();
    private static final OpenApi DESCRIPTION = OpenApi.read();

    final MemoryStore store = new MemoryStore();
    final MemorySwitches switchStore = new MemorySwitches();
    final MemoryDecisions decisions = new MemoryDecisions();
    final RememberedUsage usage = new RememberedUsage();
    final MemoryFeedback feedback = new MemoryFeedback();
    final LiveSwitches live = new LiveSwitches();
    final ControlSnapshot snapshot;
    final Map<String, Object> beans;

    @Nullable String notReady;

    @Nullable String problem;

    boolean refreshFails;

    /** As a refresh of the switches has it whose registry does not hold together. */
    boolean registryFails;

    private final ControlReader reader;
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    AdminApi() {
        reader = new ControlReader(SETTINGS.settings(), Profile.EMBEDDED, InstantSource.system());
        List<Change> seed = new ArrayList<>(Seeding.changes(Documents.NONE, SETTINGS.seed()));
        seed.add(new Change(
                Kind.KEY,
                KeyHash.of(DEMO_KEY),
                new Document(
                        "{\"id\":\"demo\",\"tenant\":\"demo\",\"created\":\"2026-11-01T00:00:00Z\"}",
                        Origin.SETTINGS)));
        store.write(0, seed, List.of());
        snapshot = new ControlSnapshot(reader.read(store.read()), () -> now);
        beans = new HashMap<>(new AdminBeans(
                        new Redacted(ADMIN_KEY),
                        store,
                        switchStore,
                        store,
                        decisions,
                        usage,
                        feedback,
                        reader,
                        snapshot,
                        live,
                        new Refreshing(),
                        new StatusSource(
                                "1.2.3",
                                "local",
                                "embedded",
                                () -> notReady,
                                () -> new StatusSource.Refreshed(now, problem),
                                () -> new StatusSource.Refreshed(null, problem),
                                () -> List.of()),
                        new Logins(
                                new Sessions(() -> now, new SplittableRandom(8)),
                                new LoginLimit(() -> now),
                                SignOn.NONE),
                        () -> now,
                        new SplittableRandom(7))
                .byName());
        beans.put("liveView", new LiveView(new LiveFeed(JsonCodec::object, () -> {})));
        beans.put("routeView", new RouteView(new StepTimes(() -> 0)));
        beans.put("playground", new Playground(new OwnIngress()));
    }

    /**
     * A reply.
     *
     * @param status HTTP status
     * @param headers by name
     * @param text the body
     * @param json the body as JSON; missing if it is none
     */
    record Answer(int status, Map<String, String> headers, String text, JsonNode json) {
        /** The message of an error. */
        String message() {
            return json.path("error").path("message").asText();
        }

        /** The code of an error. */
        String code() {
            return json.path("error").path("code").asText();
        }
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Answer get(String target) {
        return call("GET", target, ADMIN_KEY, "", Map.of());
    }

    Answer put(String target, String body) {
        return call("PUT", target, ADMIN_KEY, body, Map.of());
    }

    Answer post(String target, String body) {
        return call("POST", target, ADMIN_KEY, body, Map.of());
    }

    Answer delete(String target) {
        return call("DELETE", target, ADMIN_KEY, "", Map.of());
    }

    /** Sends a request; headers are {@code if-match} and {@code accept}. */
    Answer call(String method, String target, @Nullable String key, String body, Map<String, String> headers) {
        String[] parts = target.split("\\?", 2);
        AdminRoutes.Match match = ROUTES.match(method, parts[0]);
        HttpCall call = HttpCalls.management(
                method,
                parts[0],
                match.parameters(),
                key == null ? Map.of() : Map.of("authorization", "Bearer " + key),
                body,
                new ManagementPart(parts.length > 1 ? parts[1] : null, headers.get("if-match"), headers.get("accept")));
        HttpReply reply = run(match.beans(), call);
        String text = reply.payload() instanceof HttpReply.Payload.Events ? "" : HttpCalls.body(reply);
        boolean isJson = reply.headers().getOrDefault("content-type", "").contains("json");
        JsonNode json = isJson ? JsonCodec.object(text.getBytes(StandardCharsets.UTF_8)) : JsonCodec.object();
        if (isJson) {
            assertThat(DESCRIPTION.problems(method, match.path(), reply.status(), json))
                    .isEmpty();
        }
        return new Answer(reply.status(), reply.headers(), text, json);
    }

    @SuppressWarnings("unchecked")
    private HttpReply run(List<String> names, HttpCall call) {
        Object body = call;
        try {
            for (String name : names) {
                body = ((Stage<Object, Object>) beans.getOrDefault(name, name)).apply(body);
            }
            return (HttpReply) body;
        } catch (RuntimeException e) {
            return new WriteAdminError().apply(body, e);
        }
    }

    private final class Refreshing implements Refresh {
        @Override
        public void switches() {
            check();
            live.take(switchStore.read());
            if (registryFails) {
                throw new IllegalStateException("the registry cannot be refreshed");
            }
        }

        @Override
        public void registry() {
            check();
            snapshot.take(reader.read(store.read()));
        }

        private void check() {
            if (refreshFails) {
                throw new IllegalStateException("no refresh in this test");
            }
        }
    }
}
