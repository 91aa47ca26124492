package gateway.telemetry;

import gateway.api.RefusalListener;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.metering.Spent;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import gateway.wire.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts calls, tokens, attempts and refusals. Thread-safe; labels come from the registry and our codes only. */
public final class CallMetrics implements EndListener, RefusalListener {
    /** What further tenants count as; no tenant's own id, which has no underscore at its end. */
    private static final String OTHER = "other_";

    private final MeterRegistry meters;
    private final int mostTenants;
    private final Map<String, DeploymentMeters> byDeployment = new ConcurrentHashMap<>();
    private final Map<String, TenantMeters> byTenant = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();

    /**
     * Takes where the meters live.
     *
     * @param mostTenants that have meters of their own, so that there is a bound to them
     */
    public CallMetrics(MeterRegistry meters, int mostTenants) {
        this.meters = meters;
        this.mostTenants = mostTenants;
    }

    @Override
    public void ended(Ended end) {
        Deployment served = end.outcome().served().deployment();
        DeploymentMeters own = of(served);
        long received = end.outcome().request().call().receivedNanos();
        own.duration(end.exit(), end.endNanos() - received);
        if (end.isRecalled()) {
            return;
        }
        own.tokens(end.usage());
        own.overhead(end.outcome().overheadNanos());
        if (end.outcome().served().answer() instanceof Answer.Streamed) {
            own.firstToken(end.outcome().served().providerNanos());
        }
        Tenant tenant = end.outcome().decision().plan().tenant();
        of(tenant).tokens(end.usage());
        spent(tenant, end.spent());
        count(end.outcome().attempts());
    }

    @Override
    public void refused(String requestId, Problem problem, @Nullable RefusedException cause) {
        refusals.computeIfAbsent(
                        problem.code(),
                        code -> Counter.builder(Names.REFUSALS)
                                .description("Requests that were refused")
                                .tag("code", code)
                                .register(meters))
                .increment();
        if (cause != null) {
            count(cause.attempts());
        }
    }

    /** What the attempts of a refused request may have cost. */
    public void spent(@Nullable RefusedException cause, List<Spent> spent) {
        Plan plan = cause == null ? null : cause.plan();
        if (plan != null) {
            spent(plan.tenant(), spent);
        }
    }

    private void spent(Tenant tenant, List<Spent> spent) {
        for (Spent each : spent) {
            of(each.deployment()).cost(each.microUsd());
            of(tenant).cost(each.microUsd());
        }
    }

    private DeploymentMeters of(Deployment deployment) {
        return byDeployment.computeIfAbsent(deployment.id(), id -> new DeploymentMeters(meters, deployment));
    }

    private TenantMeters of(Tenant tenant) {
        TenantMeters known = byTenant.get(tenant.id());
        if (known != null) {
            return known;
        }
        String id = byTenant.size() < mostTenants ? tenant.id() : OTHER;
        return byTenant.computeIfAbsent(id, own -> new TenantMeters(meters, own));
    }

    private void count(List<Attempt> made) {
        for (Attempt attempt : made) {
            String result = attempt instanceof Attempt.Failed failed
                    ? failed.failure().kind().name().toLowerCase(Locale.ROOT)
                    : "answered";
            attempts.computeIfAbsent(
                            attempt.deployment().id() + ' ' + result,
                            key -> Counter.builder(Names.ATTEMPTS)
                                    .description("Turns that deployments had")
                                    .tag(Names.DEPLOYMENT, attempt.deployment().id())
                                    .tag("result", result)
                                    .register(meters))
                    .increment();
        }
    }
}
