package gateway.app;

import gateway.model.Deployment;
import gateway.model.Registry;
import gateway.provider.Provider;
import gateway.refresh.DeploymentPlaces;
import gateway.reload.RouteReload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route and the circuit breaker of each deployment and guardrail; a deployment's are made before it can be chosen,
 * and taken away when its last call must have ended. Thread-safe.
 */
final class DeploymentRoutes implements DeploymentPlaces, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentRoutes.class);
    private static final String TEMPLATE = "provider";
    private static final String GUARDRAIL = "guardrail";

    private final AtomicReference<@Nullable CamelContext> context = new AtomicReference<>();
    private final Breakers breakers;
    private final Duration lastCall;
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> others = new ConcurrentHashMap<>();
    private final Set<String> guardrails = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Registry> listed = new AtomicReference<>(Registry.of(0, List.of(), Map.of()));
    private final AtomicReference<Collection<Provider>> providers = new AtomicReference<>(List.of());
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("deployment-routes").daemon().unstarted(task));

    /**
     * Takes the breakers.
     *
     * @param lastCall so long after a deployment is gone its last call has ended
     */
    DeploymentRoutes(Breakers breakers, Duration lastCall) {
        this.breakers = breakers;
        this.lastCall = lastCall;
    }

    /** Takes where routes are made; called once, before any deployment is added. */
    void attach(CamelContext camel) {
        context.set(camel);
    }

    /** Takes who has connections to deployments. */
    void release(Collection<Provider> those) {
        providers.set(Set.copyOf(those));
    }

    /** Ids of all that have a route each of a template. */
    Collection<String> ids(String template) {
        return switch (template) {
            case TEMPLATE -> List.copyOf(made);
            case GUARDRAIL -> List.copyOf(guardrails);
            default -> others.getOrDefault(template, List.of());
        };
    }

    /** Makes a route of another template, which stays. */
    synchronized void instance(String template, String id) {
        RouteReload.instance(context(), template, id, "");
        List<String> all = new ArrayList<>(others.getOrDefault(template, List.of()));
        all.add(id);
        others.put(template, List.copyOf(all));
    }

    /** Where a guardrail is asked, whose route is made when it is needed first, and stays. */
    String guardrail(String id) {
        if (!guardrails.contains(id)) {
            addGuardrail(id);
        }
        return "direct:" + GUARDRAIL + "-" + id + "?block=false";
    }

    private synchronized void addGuardrail(String id) {
        if (!guardrails.contains(id)) {
            CamelContext camel = context();
            breakers.addGuardrail(id, (name, breaker) -> camel.getRegistry().bind(name, breaker));
            RouteReload.instance(camel, GUARDRAIL, id, "");
            guardrails.add(id);
        }
    }

    @Override
    public void prepare(Registry next) {
        next.all().forEach(this::add);
    }

    /** Makes what one deployment needs, unless it is there. */
    synchronized void add(Deployment deployment) {
        CamelContext camel = context();
        if (made.add(deployment.id())) {
            breakers.add(deployment, (name, breaker) -> camel.getRegistry().bind(name, breaker));
            RouteReload.instance(camel, TEMPLATE, deployment.id(), "");
        }
    }

    @Override
    public void retire(Registry now) {
        Registry before = listed.getAndSet(now);
        Set<String> gone = new HashSet<>(made);
        gone.removeAll(now.deployments().keySet());
        if (!gone.isEmpty() || !now.deployments().equals(before.deployments())) {
            Future<?> _ = later.schedule(() -> clean(gone), lastCall.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void clean(Set<String> gone) {
        remove(gone);
        providers.get().forEach(provider -> provider.keep(listed.get().all()));
    }

    /** Takes routes away that no registry lists any more. */
    synchronized void remove(Set<String> gone) {
        for (String id : gone) {
            if (!listed.get().deployments().containsKey(id) && made.remove(id)) {
                String route = TEMPLATE + "-" + id;
                for (Route each : List.copyOf(context().getRoutes())) {
                    if (each.getRouteId().equals(route) || each.getRouteId().startsWith(route + "~")) {
                        remove(each.getRouteId());
                    }
                }
                breakers.remove(id);
            }
        }
    }

    private void remove(String route) {
        try {
            context().getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
            context().removeRoute(route);
        } catch (Exception e) {
            LOG.error(
                    "the route {} could not be removed: {}", route, e.getClass().getName());
        }
    }

    /** The context of the routes. */
    CamelContext context() {
        return Objects.requireNonNull(context.get(), "no context is attached");
    }

    @Override
    public void close() {
        later.shutdownNow();
    }

    /** Takes away at once what was there for the warm-up alone. */
    void removeNow(List<Deployment> deployments) {
        remove(deployments.stream().map(Deployment::id).collect(Collectors.toSet()));
    }
}
