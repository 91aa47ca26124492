package gateway.app;

import gateway.http.RequestIntake;
import gateway.model.Refusal;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The routers of both ports. */
final class Routers {
    private Routers() {}

    static Router create(Vertx vertx) {
        return Router.router(vertx);
    }

    /** Says what to do with requests that no route takes. */
    static void finish(Router router, RequestIntake intake, String methods) {
        router.errorHandler(
                404,
                ctx -> intake.refuse(
                        ctx,
                        new Refusal.NotFound("this path is not served here: the client API is /v1/chat/completions, "
                                + "/v1/messages and /v1/models")));
        router.errorHandler(405, ctx -> intake.refuse(ctx, new Refusal.MethodNotAllowed(methods)));
        router.errorHandler(400, ctx -> intake.refuse(ctx, new Refusal.Malformed("the URL is malformed", null)));
        router.errorHandler(500, ctx -> intake.fault(ctx));
    }
}
