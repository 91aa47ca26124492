package gateway.app;

import gateway.Ticker;
import gateway.admin.Health;
import gateway.admin.Metrics;
import gateway.dashboard.DashboardFiles;
import gateway.dashboard.LiveFeed;
import gateway.dashboard.LiveFigures;
import gateway.dashboard.LiveView;
import gateway.dashboard.Playground;
import gateway.dashboard.RouteView;
import gateway.dashboard.StepTimes;
import gateway.http.OwnIngress;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** What the dashboard is made of. */
final class DashboardParts implements AutoCloseable {
    private final PrometheusMeterRegistry meters;
    private final LiveFeed feed;
    private final StepTimes steps;
    private final RouteView routes;
    private final OwnIngress ingress = new OwnIngress();

    DashboardParts(ControlParts control, PrometheusMeterRegistry meters, InstantSource clock, Ticker ticker) {
        this.meters = meters;
        LiveFigures figures = new LiveFigures(
                meters, control.snapshot(), control.switches(), control::confirmed, control.usage(), clock);
        this.feed = new LiveFeed(figures, figures::keep);
        this.steps = new StepTimes(ticker);
        this.routes = new RouteView(steps);
    }

    /**
     * The beans by the names that routes use, health and metrics among them.
     *
     * @param notReady tells why calls may not come; null if they may
     */
    Map<String, Object> beans(Supplier<@Nullable String> notReady) {
        return Map.of(
                "liveness", new Health(() -> null),
                "readiness", new Health(notReady),
                "metrics", new Metrics(meters),
                "dashboardFiles", new DashboardFiles(),
                "liveView", new LiveView(feed),
                "routeView", routes,
                "playground", new Playground(ingress));
    }

    /** Takes the context, before the routes come into it. */
    void attach(CamelContext camel) {
        routes.attach(camel);
        ingress.attach(camel);
    }

    /** Forgets what the warm-up did. */
    void goLive() {
        steps.forget();
        feed.start();
    }

    @Override
    public void close() {
        feed.close();
    }
}
