package gateway.app;

import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.settings.Profile;
import gateway.settings.SettingsLoader;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** A whole gateway on free ports with its simulator, as {@code ./serai run} starts it. */
public final class TestGateway implements AutoCloseable {
    public static final String KEY = "sk-serai-demo-test";
    public static final String ADMIN_KEY = "sk-serai-admin-test";

    private final RunningGateway running;
    private final Path folder;
    private final Map<String, String> environment;

    private TestGateway(RunningGateway running, Path folder, Map<String, String> environment) {
        this.running = running;
        this.folder = folder;
        this.environment = environment;
    }

    /** Starts one that answers at once. */
    public static TestGateway start() {
        return start("", null, Map.of());
    }

    /** Starts one with an overlay of settings. */
    public static TestGateway start(String overlay) {
        return start(overlay, null, Map.of());
    }

    /**
     * Starts one.
     *
     * @param overlay YAML laid over the shipped settings; empty for none
     * @param routes folder of routes to watch; null for those on the class path
     * @param variables further environment variables
     */
    public static TestGateway start(String overlay, @Nullable Path routes, Map<String, String> variables) {
        try {
            Path folder = Files.createTempDirectory("serai");
            List<Path> overlays = new ArrayList<>();
            if (!overlay.isEmpty()) {
                overlays.add(Files.writeString(folder.resolve("overlay.yaml"), overlay));
            }
            Map<String, String> environment = new ConcurrentHashMap<>(Map.of(
                    "SERAI_PORT",
                    "0",
                    "SERAI_MANAGEMENT_PORT",
                    "0",
                    "SERAI_SIMULATOR_PORT",
                    "0",
                    "SERAI_GRPC_PORT",
                    "0",
                    "SERAI_DATA_DIR",
                    folder.toString(),
                    "SERAI_DEMO_KEY",
                    KEY,
                    "SERAI_ADMIN_KEY",
                    ADMIN_KEY,
                    "SERAI_DRAIN_DELAY",
                    "0s"));
            environment.putAll(variables);
            RunningGateway running = RunningGateway.start(
                    new Options(Profile.EMBEDDED, overlays, routes, false),
                    SettingsLoader.shipped().load(Profile.EMBEDDED, overlays, environment),
                    environment);
            TestGateway gateway = new TestGateway(running, folder, environment);
            gateway.simulator().pace(Pace.INSTANT);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not start", e);
        }
    }

    /** Base URL of the client API, without a path. */
    public String url() {
        return "http://127.0.0.1:" + running.ports().client();
    }

    /** Base URL of the management port, without a path. */
    public String managementUrl() {
        return "http://127.0.0.1:" + running.ports().management();
    }

    /** Port of the gRPC API; 0 if there is none. */
    public int grpcPort() {
        return running.ports().grpc();
    }

    /** Gives a variable another value, which holds from the next reading of credentials on. */
    public void environment(String name, String value) {
        environment.put(name, value);
    }

    /** The simulator behind every provider. */
    public Simulator simulator() {
        return Objects.requireNonNull(running.simulator());
    }

    /** Where models, tenants and keys are kept. */
    public DocumentStore documents() {
        return running.documents();
    }

    /** Where decision records are kept. */
    public DecisionStore decisions() {
        return running.decisions();
    }

    /** The beans by the names that routes use. */
    public Map<String, Object> beans() {
        return running.beans();
    }

    /** Ids of the routes that are there now, those on their way out included. */
    public List<String> routeIds() {
        return running.context().getRoutes().stream().map(Route::getRouteId).toList();
    }

    /** Ids of the routes that are defined; as many as there are routes. */
    public List<String> definedRouteIds() {
        return ((ModelCamelContext) running.context())
                .getRouteDefinitions().stream().map(RouteDefinition::getId).toList();
    }

    /** Takes leave of the clients, as before the end, but does not stop. */
    public void drain() {
        running.drain();
    }

    /** Camel's own, for tests that look how it is set. */
    CamelContext context() {
        return running.context();
    }

    @Override
    public void close() {
        running.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
