package gateway.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admin.AdminCall;
import gateway.admin.AdminReply;
import gateway.api.HttpReply;
import gateway.http.RouteName;
import gateway.wire.JsonCodec;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.jspecify.annotations.Nullable;

/** Shows the routes as Camel has them now, with how often each step ran and how long it took. */
public final class RouteView implements Stage<AdminCall, HttpReply> {
    private static final double MICRO = 1_000;

    private final AtomicReference<@Nullable ModelCamelContext> context = new AtomicReference<>();
    private final StepTimes times;

    /** Takes the times of the steps. */
    public RouteView(StepTimes times) {
        this.times = times;
    }

    /** Takes the context of the routes, once, and times the steps of the routes that come into it from now on. */
    public void attach(CamelContext camel) {
        camel.getCamelContextExtension().addInterceptStrategy(times);
        context.set((ModelCamelContext) camel);
    }

    @Override
    public HttpReply apply(AdminCall call) {
        ModelCamelContext camel = context.get();
        ObjectNode body = JsonCodec.object();
        ArrayNode routes = body.putArray("routes");
        if (camel != null) {
            // a copy: routes come and go
            List.copyOf(camel.getRouteDefinitions()).stream()
                    .sorted(Comparator.comparing(RouteDefinition::getRouteId))
                    .forEach(route -> route(routes.addObject(), route, camel));
        }
        return AdminReply.of(body);
    }

    private void route(ObjectNode node, RouteDefinition route, CamelContext camel) {
        node.put("id", RouteName.of(route.getRouteId()))
                .put("description", Objects.requireNonNullElse(route.getDescriptionText(), ""))
                .put(
                        "from",
                        route.getInput() == null ? "" : path(route.getInput().getEndpointUri()))
                .put("status", status(camel, route.getRouteId()));
        Route running = camel.getRoute(route.getRouteId());
        if (running != null && running.getEndpoint() instanceof PlatformHttpEndpoint endpoint) {
            node.put("port", endpoint.getPlatformHttpEngine().getServerPort());
        }
        steps(node.putArray("steps"), route.getRouteId(), route.getOutputs());
    }

    private void steps(ArrayNode all, String route, List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof OnExceptionDefinition) {
                // stands in every route, and shows nothing of its way
                continue;
            }
            String id = Objects.requireNonNullElse(step.getId(), "");
            StepTimes.Times took = times.of(route, id);
            ObjectNode node = all.addObject()
                    .put("id", RouteName.of(id))
                    .put("kind", step.getShortName())
                    .put("description", Objects.requireNonNullElse(step.getDescriptionText(), ""))
                    .put("to", step instanceof ToDefinition to ? path(to.getEndpointUri()) : null)
                    .put("runs", took.runs())
                    .put("failures", took.failures())
                    .put("mean-us", took.timed() == 0 ? null : took.nanos() / MICRO / took.timed());
            if (!step.getOutputs().isEmpty()) {
                steps(node.putArray("steps"), route, step.getOutputs());
            }
        }
    }

    private static String status(CamelContext camel, String id) {
        return String.valueOf(camel.getRouteController().getRouteStatus(id));
    }

    /** Without parameters, which can hold what is no business of a picture. */
    private static String path(@Nullable String uri) {
        if (uri == null) {
            return "";
        }
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }
}
