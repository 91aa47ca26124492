package gateway.app;

import gateway.Ticker;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.http.GatewayHttpServer;
import gateway.http.RequestIntake;
import gateway.http.ServerOptions;
import gateway.ingress.CallRunner;
import gateway.ingress.LoadLimits;
import gateway.local.KeyFile;
import gateway.oidc.Oidc;
import gateway.settings.ControlReader;
import gateway.settings.OidcSettings;
import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader.Loaded;
import gateway.simulator.Simulator;
import gateway.telemetry.ContractNews;
import gateway.telemetry.EventLoopWatch;
import gateway.telemetry.SecretMetrics;
import gateway.websocket.WebSocketIngress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway that is up: its servers, its routes and what they work with. */
public final class RunningGateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();
    private static final long START_SECONDS = 60;

    private final Vertx vertx;
    private final Parts parts;
    private final @Nullable Oidc oidc;
    private final SsoParts sso;
    private final CamelRuntime camel;
    private final QueueParts queues;
    private final ProviderSet providers;
    private final @Nullable Simulator simulator;
    private final GatewayHttpServer management;
    private final GatewayHttpServer clients;
    private final WebSocketIngress sockets;
    private final @Nullable GrpcParts grpc;
    private final Ports ports;
    private final KeyFile keys;
    private final Drain drain;
    private final TracingParts tracing;

    private RunningGateway(
            Vertx vertx,
            Parts parts,
            @Nullable Oidc oidc,
            SsoParts sso,
            CamelRuntime camel,
            QueueParts queues,
            ProviderSet providers,
            @Nullable Simulator simulator,
            GatewayHttpServer management,
            GatewayHttpServer clients,
            WebSocketIngress sockets,
            @Nullable GrpcParts grpc,
            Ports ports,
            KeyFile keys,
            Drain drain,
            TracingParts tracing) {
        this.vertx = vertx;
        this.parts = parts;
        this.oidc = oidc;
        this.sso = sso;
        this.camel = camel;
        this.queues = queues;
        this.providers = providers;
        this.simulator = simulator;
        this.management = management;
        this.clients = clients;
        this.sockets = sockets;
        this.grpc = grpc;
        this.ports = ports;
        this.keys = keys;
        this.drain = drain;
        this.tracing = tracing;
    }

    /**
     * The ports that are listened on.
     *
     * @param client the client API
     * @param management health, metrics and administration
     * @param simulator the provider simulator; 0 if there is none
     * @param grpc the gRPC API; 0 if there is none
     */
    public record Ports(int client, int management, int simulator, int grpc) {}

    /**
     * Starts everything, warms it up, and only then listens to clients.
     *
     * @param options the command line
     * @param loaded the settings
     * @param environment the process's variables
     */
    public static RunningGateway start(Options options, Loaded loaded, Map<String, String> environment)
            throws Exception {
        Settings settings = loaded.settings();
        Ticker ticker = System::nanoTime;
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
        Simulator simulator = options.profile() == Profile.EMBEDDED
                ? Simulator.start(vertx, "127.0.0.1", settings.simulator().port(), InstantSource.system(), ticker)
                : null;
        Ports ports = new Ports(
                FreePort.orElse(settings.host(), settings.port()),
                FreePort.orElse(
                        settings.management().host(), settings.management().port()),
                simulator == null ? 0 : simulator.port(),
                0);
        KeyFile keys = Keys.of(settings, environment);
        ControlPlane control = ControlPlanes.open(
                options.profile(), settings, AwsAccess.of(environment), InstantSource.system(), ticker);
        ControlReader reader = new ControlReader(settings, options.profile(), InstantSource.system());
        WarmUp warmUp = WarmUp.start(vertx);
        ProviderSet providers = new ProviderSet(
                settings,
                new Credentials(environment),
                simulator == null ? null : "127.0.0.1:" + simulator.port(),
                ticker,
                control.secrets());
        control.secretChanges().attach(providers.secrets());
        warmUp.addTo(providers);
        TracingParts tracing = TracingParts.start(vertx, settings, environment, ticker);
        Parts parts = new Parts(settings, control, reader, warmUp, keys, providers::isSimulated, tracing, ticker);
        Router clientRouter = Routers.create(vertx);
        Router managementRouter = Routers.create(vertx);
        LoadLimits limits = LimitDefaults.of(settings.limits());
        parts.gauges(limits);
        OpenFiles.watch(settings, limits, parts.meters());
        OidcSettings issuer = settings.oidc();
        Oidc oidc =
                issuer == null ? null : Oidc.start(vertx, issuer, settings.egress(), InstantSource.system(), ticker);
        SsoParts sso = SsoParts.start(vertx, settings, control.secrets(), InstantSource.system(), ticker);
        parts.control().attach(sso.logins());
        Map<String, Object> beans = parts.beans(
                tracing.around(providers.build(
                        vertx, tracing.outgoing(), new ContractNews(parts.meters(), Thread::startVirtualThread))),
                oidc);
        QueueParts queues = QueueParts.open(settings, vertx, limits, parts, oidc, control.beans());
        beans.putAll(queues.beans());
        beans.putAll(sso.beans());
        ServerOptions clientOptions = Servers.client(settings, ports.client());
        ServerOptions managementOptions = Servers.management(settings, ports.management());
        RequestIntake clientIntake = parts.intake(clientOptions, limits, parts.runner());
        CallRunner quiet = new CallRunner((id, problem, cause) -> {});
        RequestIntake managementIntake = parts.intake(managementOptions, LimitDefaults.management(), quiet)
                .forManagement();
        CamelRuntime camel = CamelRuntime.start(
                queues.addTo(PollTimes.addTo(loaded.flat(), settings.control(), new Dice())),
                options.routes(),
                queues.addTo(control.routes()),
                beans,
                new CamelRuntime.Http(vertx, clientRouter, ports.client(), clientIntake),
                new CamelRuntime.Http(vertx, managementRouter, ports.management(), managementIntake),
                parts);
        WebSocketIngress sockets = WebSocketParts.add(
                vertx, clientRouter, settings, clientOptions, parts, oidc, limits, camel.context(), clientIntake);
        Routers.finish(clientRouter, clientIntake, Routers.CLIENT + queues.paths());
        Routers.finish(managementRouter, managementIntake, Routers.MANAGEMENT);
        GatewayHttpServer management = await(
                GatewayHttpServer.listen(vertx, managementRouter, managementIntake::invalid, managementOptions, 1));
        warmUp.run(clientRouter, Servers.client(settings, FreePort.orElse("127.0.0.1", 0)));
        parts.goLive(loaded.seed());
        GatewayHttpServer clients =
                await(GatewayHttpServer.listen(vertx, clientRouter, clientIntake::invalid, clientOptions, LOOPS));
        Settings.Grpc listen = settings.grpc();
        GrpcParts grpc = listen == null
                ? null
                : await(GrpcParts.start(vertx, settings, listen, parts, camel.context(), limits, LOOPS));
        await(EventLoopWatch.start(vertx, LOOPS, parts.meters()));
        SecretMetrics.register(providers.secrets(), parts.meters());
        parts.ready();
        parts.control().places().removeNow(warmUp.deployments());
        queues.start(camel.context());
        camel.watch();
        LOG.info(
                "ready: {} deployments, simulated providers: {}",
                parts.control().snapshot().current().deployments().size(),
                providers.simulated());
        Ports all = new Ports(ports.client(), ports.management(), ports.simulator(), grpc == null ? 0 : grpc.port());
        return new RunningGateway(
                vertx,
                parts,
                oidc,
                sso,
                camel,
                queues,
                providers,
                simulator,
                management,
                clients,
                sockets,
                grpc,
                all,
                keys,
                new Drain(
                        settings.drain(),
                        settings.host(),
                        limits,
                        parts.control().active(),
                        () -> SplitParts.underWay(beans),
                        ticker,
                        grpc == null ? () -> {} : grpc::leave,
                        sockets::leave),
                tracing);
    }

    /** The ports. */
    public Ports ports() {
        return ports;
    }

    /** The keys of the demo tenant and of the admin. */
    public KeyFile keys() {
        return keys;
    }

    /** The simulator; null in profile aws. */
    public @Nullable Simulator simulator() {
        return simulator;
    }

    /** Where models, tenants and keys are kept. */
    DocumentStore documents() {
        return parts.control().documents();
    }

    /** Where decision records are kept. */
    DecisionStore decisions() {
        return parts.control().decisions();
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return camel.beans();
    }

    /** The context of the routes. */
    CamelContext context() {
        return camel.context();
    }

    /** Not ready any more; comes back when nothing is in flight. The servers still answer. */
    void drain() {
        parts.stopping();
        drain.run();
    }

    /** Takes leave of the clients as {@link Drain} says, and stops. */
    @Override
    public void close() {
        parts.stopping();
        // messages wait in their queues from now on, while clients may still be sent here
        drain.beside(longest -> queues.stop(camel.context(), longest.toSeconds()));
        sockets.close();
        await(clients.close());
        if (grpc != null) {
            await(grpc.close());
        }
        camel.close();
        queues.close();
        providers.close();
        if (oidc != null) {
            oidc.close();
        }
        sso.close();
        await(management.close());
        parts.close();
        tracing.close();
        if (simulator != null) {
            simulator.close();
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(START_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
