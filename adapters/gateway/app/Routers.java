package gateway.app;

import gateway.http.RequestIntake;
import gateway.model.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.stream.Collectors;

/** The routers of both ports. */
final class Routers {
    /** What there is at the clients' port. */
    static final String CLIENT =
            "the client API is /v1/chat/completions, /v1/messages, /v1/responses, /v1/embeddings, /v1/chat/ws, /v1/models"
                    + " and /v1/feedback";

    /** What there is at the management port. */
    static final String MANAGEMENT =
            "there are the dashboard at /, /health/live, /health/ready, /metrics and the paths of /admin/v1/openapi.json";

    private Routers() {}

    static Router create(Vertx vertx) {
        return Router.router(vertx);
    }

    /**
     * Says what to do with requests that no route takes.
     *
     * @param served what there is instead, as the end of a sentence
     */
    static void finish(Router router, RequestIntake intake, String served) {
        router.errorHandler(
                404, ctx -> intake.refuse(ctx, new Refusal.NotFound("this path is not served here: " + served)));
        router.errorHandler(
                405, ctx -> intake.refuse(ctx, new Refusal.MethodNotAllowed(allowed(router, ctx.normalizedPath()))));
        router.errorHandler(400, ctx -> intake.refuse(ctx, new Refusal.Malformed("the URL is malformed", null)));
        router.errorHandler(500, ctx -> intake.fault(ctx));
    }
    /** The methods of every route with the request's path; the router finds them too, but keeps them to itself. */
    private static String allowed(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && matches(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(Route route, String path) {
        String pattern = route.getPath();
        return pattern != null && path.matches(pattern.replaceAll(":[^/]+", "[^/]+"));
    }
}
