package gateway.app;

import gateway.Ticker;
import gateway.admin.AdminKey;
import gateway.admin.Health;
import gateway.admin.KillSwitchAdmin;
import gateway.admin.Metrics;
import gateway.admin.WriteAdminError;
import gateway.admission.Admission;
import gateway.api.ListModels;
import gateway.api.ReadChat;
import gateway.api.RefusalListener;
import gateway.api.WriteAnswer;
import gateway.api.WriteRefusal;
import gateway.call.CallGate;
import gateway.call.Conclude;
import gateway.call.CountFailure;
import gateway.call.NextAttempt;
import gateway.call.Rests;
import gateway.call.StartWalk;
import gateway.choose.Choose;
import gateway.http.LoadLimits;
import gateway.http.RequestIntake;
import gateway.http.ServerOptions;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.KillSwitchFilter;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.ObeySwitches;
import gateway.latency.Latencies;
import gateway.local.KeyFile;
import gateway.local.LocalRegistry;
import gateway.local.LocalSwitches;
import gateway.local.LocalTenants;
import gateway.metering.EndListener;
import gateway.metering.Meter;
import gateway.model.Deployment;
import gateway.model.Redacted;
import gateway.model.Registry;
import gateway.model.Tenant;
import gateway.provider.CallProvider;
import gateway.provider.Provider;
import gateway.residency.ResidencyFilter;
import gateway.settings.Settings;
import gateway.telemetry.CallLog;
import gateway.telemetry.CallMetrics;
import gateway.wire.ClientCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import gateway.wire.openai.OpenAiClientCodec;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one place that knows which stage is made of what. */
final class Parts {
    private static final String STARTING = "the gateway is warming up";
    private static final String STOPPING = "the gateway is stopping";

    private final Settings settings;
    private final Registry registry;
    private final WarmUp warmUp;
    private final KeyFile keys;
    private final Predicate<Deployment> simulated;
    private final Ticker ticker;
    private final InstantSource clock = InstantSource.system();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Breakers breakers;
    private final Map<String, Object> breakerBeans = new HashMap<>();
    private final LocalRegistry models;
    private final LocalTenants tenants = new LocalTenants();
    private final LocalSwitches switches = new LocalSwitches();
    private final Latencies latencies;
    private final Latch live = new Latch();
    private final AtomicReference<@Nullable String> notReady = new AtomicReference<>(STARTING);
    private final ClientCodec openAi = new OpenAiClientCodec(clock);
    private final ClientCodec anthropic = new AnthropicClientCodec();
    private final List<EndListener> ends;
    private final RefusalListener refusals;
    private @Nullable LoadLimits limits;

    Parts(
            Settings settings,
            Registry registry,
            WarmUp warmUp,
            KeyFile keys,
            Predicate<Deployment> simulated,
            Ticker ticker) {
        this.simulated = simulated;
        this.ticker = ticker;
        this.settings = settings;
        this.registry = registry;
        this.warmUp = warmUp;
        this.keys = keys;
        this.breakers = new Breakers(settings.breaker(), meters);
        this.models = new LocalRegistry(warmUp.registry());
        this.tenants.replace(warmUp.tenants());
        this.latencies = new Latencies(settings.failover().firstTokenMinimum(), this::initialTimeout);
        CallMetrics metrics = new CallMetrics(meters);
        CallLog log = new CallLog();
        this.ends = List.of(live.ends(metrics), live.ends(log), breakers);
        this.refusals = live.refusals((id, problem, cause) -> {
            metrics.refused(id, problem, cause);
            log.refused(id, problem, cause);
        });
        everyDeployment().forEach(deployment -> breakers.add(deployment, breakerBeans::put));
    }

    Ticker ticker() {
        return ticker;
    }

    MeterRegistry meters() {
        return meters;
    }

    RefusalListener refusals() {
        return refusals;
    }

    Map<String, Object> breakers() {
        return breakerBeans;
    }

    @Nullable LoadLimits limits() {
        return limits;
    }

    LocalSwitches switches() {
        return switches;
    }

    List<Deployment> everyDeployment() {
        List<Deployment> all = new ArrayList<>(registry.all());
        all.addAll(warmUp.deployments());
        return all;
    }

    Collection<String> deploymentIds() {
        return models.current().deployments().keySet();
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(Map<String, Provider> providers) {
        CallGate gate = new CallGate(switches, clock, Set.copyOf(hosts()));
        ActiveCalls active = new ActiveCalls(new LiveSwitches(), clock, (by, streaming) -> {});
        Rests rests = new Rests(ticker);
        Map<String, Object> beans = new HashMap<>();
        beans.put("readOpenAi", new ReadChat(openAi));
        beans.put("writeOpenAi", new WriteAnswer(openAi, switches));
        beans.put("refuseOpenAi", new WriteRefusal(openAi, refusals));
        beans.put("readAnthropic", new ReadChat(anthropic));
        beans.put("writeAnthropic", new WriteAnswer(anthropic, switches));
        beans.put("refuseAnthropic", new WriteRefusal(anthropic, refusals));
        beans.put("listModels", new ListModels(tenants, models, clock.instant()));
        beans.put(
                "admission",
                new Admission(
                        tenants,
                        models,
                        settings.failover().deadline(),
                        settings.failover().totalTimeout()));
        beans.put("residency", new ResidencyFilter());
        beans.put("killSwitch", new KillSwitchFilter(switches, clock));
        beans.put("choose", new Choose(settings.routing().strategy(), latencies, new Dice()));
        beans.put("startWalk", new StartWalk());
        beans.put(
                "nextAttempt",
                new NextAttempt(gate, rests, ticker, settings.failover().maxAttempts()));
        beans.put("countFailure", new CountFailure());
        beans.put("conclude", new Conclude(latencies, ticker));
        beans.put(
                "callProvider",
                new CallProvider(
                        providers,
                        gate,
                        active,
                        latencies,
                        rests,
                        ticker,
                        settings.failover().totalTimeout()));
        beans.put("obeySwitches", new ObeySwitches(active));
        beans.put("meter", new Meter(ends, ticker));
        beans.put("liveness", new Health(() -> null));
        beans.put("readiness", new Health(notReady::get));
        beans.put("metrics", new Metrics(meters));
        beans.put("adminKey", new AdminKey(new Redacted(keys.admin())));
        beans.put("killSwitchAdmin", new KillSwitchAdmin(switches, clock));
        beans.put("refuseAdmin", new WriteAdminError());
        return beans;
    }

    RequestIntake intake(ServerOptions options, LoadLimits within, RefusalListener listener) {
        return new RequestIntake(
                options,
                within,
                ticker,
                new RequestIds(),
                path -> path.startsWith("/v1/messages") ? anthropic : openAi,
                listener);
    }

    void gauges(LoadLimits within) {
        limits = within;
        Gauge.builder("serai.requests.in_flight", within, LoadLimits::inFlight)
                .description("Requests from their first byte to the end of their answer")
                .register(meters);
        Gauge.builder("serai.requests.buffered_bytes", within, LoadLimits::bufferedBytes)
                .description("Bytes of request bodies held in memory")
                .register(meters);
    }

    /** Puts the real registry and the real keys in place of those of the warm-up. */
    void goLive(Registry real) {
        Map<String, Tenant> byKey = new HashMap<>();
        settings.tenants().forEach((id, tenant) -> {
            if (id.equals("demo")) {
                byKey.put(keys.demo(), new Tenant(id, "demo", tenant.residency()));
            }
        });
        tenants.replace(byKey);
        models.replace(real);
        live.open();
    }

    void ready() {
        notReady.set(null);
    }

    void stopping() {
        notReady.set(STOPPING);
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>(settings.egress().hosts());
        hosts.add(WarmUp.HOST);
        return hosts;
    }

    /** A simulator answers at once or never. */
    private Duration initialTimeout(Deployment deployment) {
        boolean near = deployment.endpoint().getHost().equals(WarmUp.HOST) || simulated.test(deployment);
        return near
                ? settings.failover().firstTokenMinimum()
                : settings.failover().firstTokenInitial();
    }
}
