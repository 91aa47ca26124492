package gateway.app;

import gateway.http.GatewayHttpComponent;
import gateway.http.GatewayHttpEngine;
import gateway.http.RequestIntake;
import gateway.reload.BrokenRouteException;
import gateway.reload.RouteCheck;
import gateway.reload.RouteFile;
import gateway.reload.RouteReload;
import gateway.reload.RouteWatch;
import gateway.reload.SwapDirectComponent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Camel with the routes of this product. */
final class CamelRuntime implements AutoCloseable {
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);

    private final Main main;
    private final Map<String, Object> beans;
    private final @Nullable RouteWatch watch;

    private CamelRuntime(Main main, Map<String, Object> beans, @Nullable RouteWatch watch) {
        this.main = main;
        this.beans = beans;
        this.watch = watch;
    }

    /**
     * A port whose requests become messages.
     *
     * @param router gets the routes
     * @param port names the router
     * @param intake takes requests in
     */
    record Http(Vertx vertx, Router router, int port, RequestIntake intake) {}

    /**
     * Starts Camel with the routes of all profiles and of one.
     *
     * @param settings Camel's own, and what routes name in double braces
     * @param folder of routes to be watched; null = those on the class path
     * @param profile folders of the profile's own routes, below that of all routes
     */
    static CamelRuntime start(
            Map<String, String> settings,
            @Nullable Path folder,
            List<String> profile,
            Map<String, Object> beans,
            Http client,
            Http management,
            Parts parts)
            throws Exception {
        Main main = new Main();
        // whoever starts this stops it; Camel's own hook would wait 45 s for a start that has failed
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        Properties properties = new Properties();
        properties.putAll(settings);
        main.setInitialProperties(properties);
        main.configure().withRoutesIncludePattern("false");
        beans.forEach(main::bind);
        main.bind("direct", new SwapDirectComponent());
        bind(main, "platform-http", client);
        bind(main, "management-http", management);
        main.start();
        CamelContext camel = main.getCamelContext();
        List<Path> folders = folders(folder, profile);
        Map<String, String> texts = folder == null ? shipped(camel, profile) : RouteWatch.read(folders);
        parts.tracing().attach(camel);
        parts.control().attach(camel);
        parts.dashboard().attach(camel);
        ContinuationParts.attach(beans, camel);
        SplitParts.attach(beans, camel, client.vertx());
        CacheParts.attach(beans, camel, client.vertx());
        WalkParts.attach(beans, camel);
        DeploymentRoutes places = parts.control().places();
        List<RouteFile> files = load(camel, texts, new RouteCheck(beans));
        parts.warmUpDeployments().forEach(places::add);
        if (folder == null) {
            return new CamelRuntime(main, beans, null);
        }
        RouteReload reload = new RouteReload(camel, new RouteCheck(beans), places::ids, files, parts.ticker());
        return new CamelRuntime(main, beans, new RouteWatch(folders, reload, texts));
    }

    Map<String, Object> beans() {
        return beans;
    }

    /** The context, for tests that look inside. */
    CamelContext context() {
        return main.getCamelContext();
    }

    /** Takes changes of the routes' files over from now on; before, the registry is that of the warm-up. */
    void watch() {
        if (watch != null) {
            watch.start(WATCH_EVERY);
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        main.stop();
    }

    private static void bind(Main main, String scheme, Http http) {
        VertxPlatformHttpRouter router = new VertxPlatformHttpRouter(
                null, http.vertx(), http.router(), VertxPlatformHttpRouter.getRouterNameFromPort(http.port()));
        main.bind(router.getName(), router);
        main.bind(scheme, new GatewayHttpComponent(new GatewayHttpEngine(http.port(), http.intake())));
    }

    private static List<RouteFile> load(CamelContext camel, Map<String, String> texts, RouteCheck check)
            throws Exception {
        List<RouteFile> files = new ArrayList<>();
        texts.forEach((name, text) -> files.add(RouteFile.read(name, text)));
        List<String> problems = check.problems(files);
        if (!problems.isEmpty()) {
            throw new BrokenRouteException("the routes are not sound: " + String.join("; ", problems));
        }
        files.sort(Comparator.comparing(RouteFile::kind));
        for (RouteFile file : files) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.name(), file.generation(1)));
        }
        return files;
    }

    private static List<Path> folders(@Nullable Path folder, List<String> profile) {
        List<Path> folders = new ArrayList<>();
        if (folder != null) {
            folders.add(folder);
            profile.forEach(own -> folders.add(folder.resolve(own)));
        }
        return folders;
    }

    private static Map<String, String> shipped(CamelContext camel, List<String> profile) throws Exception {
        List<String> folders = new ArrayList<>(List.of("routes"));
        profile.forEach(own -> folders.add("routes/" + own));
        Map<String, String> texts = new TreeMap<>();
        for (String folder : folders) {
            for (Resource resource : PluginHelper.getPackageScanResourceResolver(camel)
                    .findResources("classpath:" + folder + "/*.camel.yaml")) {
                String location = resource.getLocation();
                String name = location.substring(location.lastIndexOf('/') + 1);
                // the pattern finds what lies in folders below, too
                if (location.endsWith(folder + "/" + name)) {
                    texts.put(name, text(resource));
                }
            }
        }
        return texts;
    }

    private static String text(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
