package gateway.app;

import gateway.Ticker;
import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.api.ListModels;
import gateway.api.RefusalListener;
import gateway.call.CallGate;
import gateway.call.Conclude;
import gateway.call.CountFailure;
import gateway.call.Rests;
import gateway.control.KeyHash;
import gateway.control.Kind;
import gateway.http.RequestIntake;
import gateway.http.ServerOptions;
import gateway.ingress.CallRunner;
import gateway.ingress.LoadLimits;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.KillSwitchFilter;
import gateway.killswitch.ObeySwitches;
import gateway.latency.Latencies;
import gateway.local.KeyFile;
import gateway.metering.EndListener;
import gateway.metering.Meter;
import gateway.metering.Spent;
import gateway.model.Deployment;
import gateway.model.Redacted;
import gateway.oidc.Oidc;
import gateway.provider.CallProvider;
import gateway.provider.Provider;
import gateway.residency.ResidencyFilter;
import gateway.settings.ControlReader;
import gateway.settings.Settings;
import gateway.telemetry.CallLog;
import gateway.telemetry.CallMetrics;
import gateway.telemetry.LoadMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one place that knows which stage is made of what. */
final class Parts {
    /** After its total timeout a call can still be a stream. */
    private static final Duration LAST_STREAM = Duration.ofMinutes(15);

    private final Settings settings;
    private final WarmUp warmUp;
    private final KeyFile keys;
    private final Ticker ticker;
    private final InstantSource clock = InstantSource.system();
    private final PrometheusMeterRegistry meters;
    private final TracingParts tracing;
    private final Breakers breakers;
    private final ControlParts control;
    private final Latencies latencies;
    private final Latch live = new Latch();
    private final AtomicReference<@Nullable String> notReady = new AtomicReference<>("the gateway is warming up");
    private final IngressParts ingress = new IngressParts(clock);
    private final DecisionLog decisions;
    private final QuotaParts quota;
    private final GuardParts guards;
    private final UsageLog usage;
    private final RoutingParts routing;
    private final FeedbackParts feedback;
    private final IdempotencyParts idempotency;
    private final DashboardParts dashboard;
    private final ResponsesParts responses;
    private final CacheParts cache;
    private final SplitParts splits;
    private final List<EndListener> ends;
    private final RefusalListener refusals;

    Parts(
            Settings settings,
            ControlPlane plane,
            ControlReader reader,
            WarmUp warmUp,
            KeyFile keys,
            Predicate<Deployment> simulated,
            TracingParts tracing,
            Ticker ticker) {
        this.tracing = tracing;
        this.meters = tracing.meters();
        this.ticker = ticker;
        this.settings = settings;
        this.warmUp = warmUp;
        this.keys = keys;
        this.breakers = new Breakers(settings.breaker(), meters);
        this.control = new ControlParts(
                plane,
                reader,
                warmUp.data(),
                new DeploymentRoutes(
                        breakers, settings.failover().totalTimeout().plus(LAST_STREAM)),
                meters,
                clock,
                live::isOpen);
        this.latencies = FirstTokens.latencies(settings.failover(), simulated);
        CallMetrics metrics = new CallMetrics(meters, settings.metrics().tenants());
        CallLog log = new CallLog();
        this.decisions = new DecisionLog(
                plane.decisions(),
                settings.control().decisionsKept(),
                control.snapshot(),
                control.switches(),
                meters,
                clock,
                ticker);
        this.quota = new QuotaParts(new WarmUpLedger(plane.ledger()), settings.quota(), meters, clock, ticker);
        GuardrailCalls services = new GuardrailCalls(control.places(), control.switches(), clock, ticker);
        this.guards = new GuardParts(services, meters, ticker, quota.counter().reader());
        this.usage = new UsageLog(plane.usage(), control.snapshot(), meters, clock, ticker);
        this.routing = new RoutingParts(
                settings.routing(),
                control.snapshot(),
                settings.models().keySet(),
                plane.sums(),
                latencies,
                meters,
                clock,
                ticker);
        this.feedback =
                new FeedbackParts(plane.decisions(), plane.feedback(), routing.learner(), meters, clock, ticker);
        this.idempotency = new IdempotencyParts(plane.replies(), settings.idempotency(), meters, clock);
        this.responses = new ResponsesParts(settings, plane, meters, clock);
        this.dashboard = new DashboardParts(control, meters, clock, ticker);
        RefusalListener later = (id, problem, cause) -> refusals().refused(id, problem, cause);
        this.cache = new CacheParts(settings.cache(), plane, control.snapshot(), later, meters, clock, ticker);
        this.splits = new SplitParts(meters, control.tickets(), routing.learner(), clock, ticker, later);
        this.ends = tracing.ends(
                quota.open(),
                live.ends(tracing.within(metrics)),
                live.ends(log),
                live.ends(decisions.recorder()),
                live.ends(usage.counter()),
                live.ends(feedback),
                live.ends(routing),
                CacheParts.atEnd(),
                splits.atEnd(),
                breakers);
        this.refusals = tracing.refusals(CacheParts.lettingGo((id, problem, cause) -> {
            List<Spent> spent = quota.open().refused(id, cause == null ? List.of() : cause.attempts());
            if (live.isOpen()) {
                metrics.refused(id, problem, cause);
                metrics.spent(cause, spent);
                log.refused(id, problem, cause);
                decisions.recorder().refused(id, problem.status(), problem.code(), cause, spent);
                usage.counter().refused(cause, Spent.microUsd(spent));
                feedback.refused(id, cause);
            }
        }));
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

    CallRunner runner() {
        return new CallRunner(refusals, live.around(tracing.around()));
    }

    TracingParts tracing() {
        return tracing;
    }

    ControlParts control() {
        return control;
    }

    DashboardParts dashboard() {
        return dashboard;
    }

    List<Deployment> warmUpDeployments() {
        return warmUp.deployments();
    }

    /**
     * The beans by the names that routes use.
     *
     * @param providers by id
     * @param oidc lets in who has a token; null = keys only
     */
    Map<String, Object> beans(Map<String, Provider> providers, @Nullable Oidc oidc) {
        control.places().release(providers.values());
        TenantDirectory tenants = control.tickets().over(control.tenants(oidc));
        CallGate gate = new CallGate(control.switches(), clock, Hosts.gate(settings));
        ActiveCalls active = control.active();
        Rests rests = new Rests(ticker);
        Map<String, Object> beans = new HashMap<>();
        beans.putAll(ingress.beans(control.switches(), refusals, quota.counter()));
        beans.putAll(responses.beans(tenants, control.switches(), refusals));
        beans.put("listModels", new ListModels(tenants, control.snapshot(), clock.instant()));
        beans.putAll(EmbeddingParts.beans(control.switches(), clock));
        beans.putAll(feedback.beans(tenants, ingress.openAi()));
        beans.put(
                "admission", new Admission(tenants, control.snapshot(), ContinuationParts.limits(settings.failover())));
        beans.putAll(idempotency.beans(tenants, control.switches()));
        beans.put("residency", new ResidencyFilter());
        beans.put("killSwitch", new KillSwitchFilter(control.switches(), clock));
        beans.put("quota", quota.reserver());
        beans.put("guardInput", guards.input());
        beans.put("guardOutput", guards.output());
        beans.putAll(GuardrailCalls.beans(providers));
        beans.putAll(cache.beans());
        beans.putAll(splits.beans());
        beans.put("choose", routing.choose(quota.open()));
        beans.putAll(WalkParts.beans(settings.failover(), gate, rests, latencies, ticker));
        beans.put("countFailure", new CountFailure());
        beans.putAll(ContinuationParts.beans(settings.failover(), quota, tracing, ticker));
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
        beans.put("meter", new Meter(ends, ticker, quota.counter(), quota.open()));
        beans.putAll(dashboard.beans(this::notReady));
        beans.putAll(control.beans(new Redacted(keys.admin()), settings.environment(), this::notReady, cache::tidy));
        return beans;
    }

    RequestIntake intake(ServerOptions options, LoadLimits within, CallRunner runner) {
        return new RequestIntake(options, within, ticker, new RequestIds(), ingress::codec, runner);
    }

    void gauges(LoadLimits within) {
        LoadMeters.show(within::inFlight, within::bufferedBytes, meters);
    }

    /**
     * Puts what the stores hold in place of what the warm-up used. Until the switches have been read, all is off.
     *
     * @param seed what the settings list, by kind and id, as JSON
     */
    void goLive(Map<Kind, Map<String, String>> seed) {
        control.forgetWarmUp();
        live.open();
        dashboard.goLive();
        decisions.start();
        quota.start();
        routing.start();
        usage.start();
        idempotency.start();
        control.start(seed, KeyHash.of(keys.demo()));
    }

    void ready() {
        notReady.set(null);
    }

    void stopping() {
        notReady.set("the gateway is stopping");
    }

    /** Why calls may not come; null if they may. */
    @Nullable String notReady() {
        String reason = notReady.get();
        return reason == null ? control.notReady() : reason;
    }

    /** Once no call is under way any more. */
    void close() {
        dashboard.close();
        guards.close();
        routing.close();
        quota.close();
        decisions.close();
        usage.close();
        idempotency.close();
        control.close();
    }
}
