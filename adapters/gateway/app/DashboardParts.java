package gateway.app;

import gateway.Ticker;
import gateway.dashboard.DashboardFiles;
import gateway.dashboard.LiveFeed;
import gateway.dashboard.LiveFigures;
import gateway.dashboard.LiveView;
import gateway.dashboard.Playground;
import gateway.dashboard.RouteView;
import gateway.dashboard.StepTimes;
import gateway.http.OwnIngress;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.CamelContext;

/** What the dashboard is made of. */
final class DashboardParts implements AutoCloseable {
    private final LiveFeed feed;
    private final StepTimes steps;
    private final RouteView routes;
    private final OwnIngress ingress = new OwnIngress();

    DashboardParts(ControlParts control, MeterRegistry meters, InstantSource clock, Ticker ticker) {
        LiveFigures figures = new LiveFigures(
                meters, control.snapshot(), control.switches(), control::confirmed, control.usage(), clock);
        this.feed = new LiveFeed(figures, figures::keep);
        this.steps = new StepTimes(ticker);
        this.routes = new RouteView(steps);
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return Map.of(
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
