package gateway.app;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.settings.Breaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuit breakers, one for each deployment, which outlive their routes. Thread-safe. */
final class Breakers implements EndListener {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final CircuitBreakerConfig config;
    private final MeterRegistry meters;
    private final Map<String, CircuitBreaker> byDeployment = new ConcurrentHashMap<>();

    Breakers(Breaker settings, MeterRegistry meters) {
        this.meters = meters;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold((float) settings.failureRate())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.halfOpenCalls())
                .writableStackTraceEnabled(false)
                .build();
    }

    /** Makes a deployment's breaker and gives it the name by which its route finds it. */
    void add(Deployment deployment, BiConsumer<String, Object> bind) {
        CircuitBreaker breaker = byDeployment.computeIfAbsent(deployment.id(), this::create);
        if (!deployment.endpoint().getHost().equals(WarmUp.HOST)) {
            show(deployment.id(), breaker);
        }
        bind.accept("breaker-" + deployment.id(), breaker);
    }

    /** Makes a guardrail's breaker and gives it the name by which its route finds it. */
    void addGuardrail(String id, BiConsumer<String, Object> bind) {
        CircuitBreaker breaker = create("guardrail " + id);
        Gauge.builder("serai.guardrail.breaker.state", breaker, Breakers::state)
                .description("0 closed, 1 half open, 2 open")
                .tag("guardrail", id)
                .register(meters);
        bind.accept("guardrail-breaker-" + id, breaker);
    }

    /** Forgets a deployment's breaker. */
    void remove(String deployment) {
        byDeployment.remove(deployment);
        meters.find("serai.breaker.state")
                .tag("serai.deployment", deployment)
                .meters()
                .forEach(meters::remove);
    }

    /**
     * A stream that broke off was a success for its breaker at its first event; now it counts as a failure too, unless
     * it was not the provider that failed.
     */
    @Override
    public void ended(Ended end) {
        if (end.failure() != null && end.failure().kind().counted()) {
            broken(end.outcome().served().deployment());
        }
        for (Attempt attempt : end.outcome().attempts()) {
            if (attempt instanceof Attempt.Failed failed
                    && failed.used() != null
                    && failed.failure().kind().counted()) {
                broken(failed.deployment());
            }
        }
    }

    private void broken(Deployment deployment) {
        CircuitBreaker breaker = byDeployment.get(deployment.id());
        if (breaker != null) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new BrokenStreamException());
        }
    }

    private CircuitBreaker create(String id) {
        CircuitBreaker breaker = CircuitBreaker.of(id, config);
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "circuit breaker of {} is {} now",
                        id,
                        change.getStateTransition().getToState()));
        return breaker;
    }

    private void show(String id, CircuitBreaker breaker) {
        Gauge.builder("serai.breaker.state", breaker, Breakers::state)
                .description("0 closed, 1 half open, 2 open")
                .tag("serai.deployment", id)
                .register(meters);
    }

    private static double state(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
        };
    }

    /** What a breaker is told of a stream that broke off. */
    private static final class BrokenStreamException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenStreamException() {
            super("the stream broke off", null, false, false);
        }
    }
}
