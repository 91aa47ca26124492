package gateway.http;

import gateway.Ticker;
import gateway.api.ClientHeaders;
import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpCall.ManagementPart;
import gateway.ingress.CallRunner;
import gateway.ingress.Deciding;
import gateway.ingress.LoadLimits;
import gateway.model.Refusal;
import gateway.wire.ClientCodec;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests in: bounds their number and size, collects their bodies, and hands them to a virtual thread. */
public final class RequestIntake {
    private static final Logger LOG = LoggerFactory.getLogger(RequestIntake.class);

    private final ServerOptions options;
    private final LoadLimits limits;
    private final Ticker ticker;
    private final Supplier<String> ids;
    private final Function<String, ClientCodec> dialects;
    private final CallRunner runner;
    private final boolean management;

    /**
     * Takes what it works with.
     *
     * @param options sizes and times
     * @param limits how much at once
     * @param ticker time of arrival
     * @param ids makes request ids
     * @param dialects who writes refusals for a path
     * @param runner runs the routes
     */
    public RequestIntake(
            ServerOptions options,
            LoadLimits limits,
            Ticker ticker,
            Supplier<String> ids,
            Function<String, ClientCodec> dialects,
            CallRunner runner) {
        this(options, limits, ticker, ids, dialects, runner, false);
    }

    private RequestIntake(
            ServerOptions options,
            LoadLimits limits,
            Ticker ticker,
            Supplier<String> ids,
            Function<String, ClientCodec> dialects,
            CallRunner runner,
            boolean management) {
        this.options = options;
        this.limits = limits;
        this.ticker = ticker;
        this.ids = ids;
        this.dialects = dialects;
        this.runner = runner;
        this.management = management;
    }

    /** The same for the management port, whose routes are told the query and more headers. */
    public RequestIntake forManagement() {
        return new RequestIntake(options, limits, ticker, ids, dialects, runner, true);
    }

    /** Runs a route with a request. */
    @FunctionalInterface
    interface Handler extends CallRunner.Handler {
        /** The exchange with the client is over, whether it was run or not. */
        default void over() {}
    }

    /** Takes a request in. Called on its connection's event loop. */
    void take(RoutingContext ctx, String route, Handler handler) {
        HttpServerRequest request = ctx.request();
        Connection connection = new Connection(ctx, ids.get(), options, ticker);
        connection.onClose(handler::over);
        if (limits.isDraining()) {
            connection.last();
        }
        long announced = announced(request);
        if (announced > options.maxBodyBytes()) {
            refuse(connection, new Refusal.PayloadTooLarge(options.maxBodyBytes()));
        } else if (!limits.enter()) {
            refuse(connection, limits.refusal());
        } else {
            connection.onClose(limits::leave);
            connection.expectBody();
            new BodyCollector(
                            connection,
                            options,
                            limits,
                            refusal -> refuse(connection, refusal),
                            bytes -> dispatch(connection, route, handler, bytes))
                    .collect();
        }
    }

    /** Answers a request that no route takes. */
    public void refuse(RoutingContext ctx, Refusal refusal) {
        refuse(new Connection(ctx, ids.get(), options, ticker), refusal);
    }

    /** Answers what the server cannot take for an HTTP request. */
    public void invalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal = cause instanceof TooLongHttpHeaderException
                ? new Refusal.HeadTooLarge(options.maxHeaderBytes())
                : new Refusal.Malformed(
                        cause instanceof TooLongHttpLineException
                                ? "the URL is too long: this API needs no query"
                                : "the request is not valid HTTP",
                        null);
        String id = ids.get();
        Connection.lastWords(request, id, runner.refusal(id, refusal, dialects.apply(request.uri())));
    }

    /** Answers a request that could not even be handed to its route. */
    public void fault(RoutingContext ctx) {
        Throwable cause = ctx.failure();
        LOG.error("a request failed by a fault of the gateway: {}", cause == null ? "" : Faults.describe(cause));
        refuse(ctx, new Refusal.Internal());
    }

    private void refuse(Connection connection, Refusal refusal) {
        connection.refuse(runner.refusal(connection.id(), refusal, dialects.apply(connection.path())));
    }

    private void dispatch(Connection connection, String route, Handler handler, Buffer body) {
        if (!limits.decide()) {
            refuse(connection, limits.refusal());
            return;
        }
        Deciding deciding = new Deciding(limits, connection);
        HttpServerRequest request = connection.request();
        HttpCall call = new HttpCall(
                connection.id(),
                route,
                ticker.nanos(),
                request.method().name(),
                connection.path(),
                connection.parameters(),
                ClientHeaders.from(name -> header(request, name)),
                body,
                deciding,
                connection,
                management
                        ? ManagementRequest.part(request, name -> header(request, name))
                        : new ManagementPart(request.query(), null, null),
                connection::streaming);
        runner.start(call, handler, deciding, dialects.apply(call.path()), connection::reply);
    }

    /**
     * A repeated header counts as one with commas between, as RFC 9110 section 5.3 has it, so that no demand that comes
     * second is overlooked.
     */
    private static @Nullable String header(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        return values.size() == 1 ? values.getFirst() : String.join(", ", values);
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
