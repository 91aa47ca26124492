package gateway.websocket;

import gateway.admission.TenantDirectory;
import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.ingress.CallIntake;
import gateway.ingress.CallIntake.Arrival;
import gateway.ingress.LoadLimits;
import gateway.ingress.RouteCaller;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets WebSocket connections in (RFC 6455, over HTTP/1.1), after a look at where they come from and at their key. Each
 * request on a connection then takes the route {@value #ROUTE}, where its key is looked at again. Thread-safe.
 */
public final class WebSocketIngress implements Handler<RoutingContext>, AutoCloseable {
    /** Where clients connect. */
    public static final String PATH = "/v1/chat/ws";

    /** Id of the ingress route. */
    public static final String ROUTE = "websocket-chat";

    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final SocketOptions options;
    private final OriginCheck origins;
    private final TenantDirectory tenants;
    private final LoadLimits limits;
    private final CallIntake intake;
    private final Supplier<String> ids;
    private final RouteCaller route;
    private final BiConsumer<RoutingContext, Refusal> refuse;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    /**
     * Takes what it works with.
     *
     * @param options how connections are held
     * @param tenants knows every key
     * @param limits how much at once, shared with all other ingresses
     * @param intake takes the requests
     * @param ids makes ids for what is refused before it is a request
     * @param route takes them on; closed with this
     * @param refuse answers what does not become a connection
     */
    public WebSocketIngress(
            Vertx vertx,
            SocketOptions options,
            TenantDirectory tenants,
            LoadLimits limits,
            CallIntake intake,
            Supplier<String> ids,
            RouteCaller route,
            BiConsumer<RoutingContext, Refusal> refuse) {
        this.vertx = vertx;
        this.options = options;
        this.origins = new OriginCheck(options.origins());
        this.tenants = tenants;
        this.limits = limits;
        this.intake = intake;
        this.ids = ids;
        this.route = route;
        this.refuse = refuse;
    }

    /** Number of connections. */
    public int connections() {
        return connections.get();
    }

    /**
     * Takes no more connections and requests; what is under way goes on. A connection ends with 1001, going away, once
     * nothing is under way on it.
     */
    public void leave() {
        leaving = true;
        sessions.forEach(Session::retire);
    }

    /** Ends all connections with 1001. Requests under way are cancelled. */
    @Override
    public void close() {
        leaving = true;
        sessions.forEach(session -> session.close(Session.GOING_AWAY, Session.STOPPING));
        route.close();
    }

    /** Makes a connection of a request, or refuses it. Called on its event loop. */
    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Refusal refusal = refusal(request);
        if (refusal != null) {
            refuse.accept(ctx, refusal);
        } else if (connections.incrementAndGet() > options.maxConnections()) {
            connections.decrementAndGet();
            refuse.accept(ctx, new Refusal.Overloaded(COME_AGAIN));
        } else {
            Function<String, @Nullable String> headers = headers(request.headers());
            ConnectionBase line = (ConnectionBase) request.connection();
            request.toWebSocket()
                    .onSuccess(socket -> open(socket, line, headers))
                    .onFailure(lost -> connections.decrementAndGet());
        }
    }

    SocketOptions options() {
        return options;
    }

    LoadLimits limits() {
        return limits;
    }

    boolean isLeaving() {
        return leaving;
    }

    void gone(Session session) {
        if (sessions.remove(session)) {
            connections.decrementAndGet();
        }
    }

    Runnable take(Arrival arrival, SocketCall call) {
        return intake.take(
                arrival,
                http -> {
                    call.requestId(http.id());
                    return route.call(http);
                },
                call::reply);
    }

    HttpReply refusal(Refusal refusal) {
        return intake.refusal(ids.get(), refusal);
    }

    private void open(ServerWebSocket socket, ConnectionBase line, Function<String, @Nullable String> headers) {
        Session session = new Session(this, vertx, socket, line, headers);
        sessions.add(session);
        session.start();
        if (leaving) {
            session.retire();
        }
    }

    private @Nullable Refusal refusal(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2
                || !request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            return new Refusal.Malformed(
                    "this path is a WebSocket: connect to it by HTTP/1.1 with 'Upgrade: websocket'", null);
        }
        if (!origins.allows(request.getHeader("origin"), request.getHeader("host"))) {
            return new Refusal.PermissionDenied(
                    "pages of this origin may not connect: an operator can add it to" + " gateway.websocket.origins");
        }
        if (leaving) {
            return new Refusal.Stopping();
        }
        Redacted key = ClientHeaders.from(headers(request.headers())).key();
        if (key == null) {
            return new Refusal.InvalidApiKey("no API key was sent: send it as 'Authorization: Bearer KEY' or as"
                    + " 'x-api-key: KEY', or, where headers cannot be set, as the subprotocol 'serai.key.KEY'");
        }
        try {
            return tenants.find(key.value()) != null
                    ? null
                    : new Refusal.InvalidApiKey("the API key is not known here: use a key of this gateway"
                            + " (sk-serai-...), not a provider's");
        } catch (RefusedException e) {
            return e.refusal();
        }
    }

    /** A copy of the few headers that mean something, as the request's own do not outlive it. */
    private static Function<String, @Nullable String> headers(MultiMap headers) {
        ConcurrentHashMap<String, String> kept = new ConcurrentHashMap<>();
        ClientHeaders.from(name -> {
            List<String> values = headers.getAll(name);
            if (!values.isEmpty()) {
                kept.put(name, String.join(", ", values));
            }
            return null;
        });
        String key = Subprotocols.key(headers.getAll("sec-websocket-protocol"));
        if (key != null && !kept.containsKey("authorization")) {
            kept.putIfAbsent("x-api-key", key);
        }
        return kept::get;
    }
}
