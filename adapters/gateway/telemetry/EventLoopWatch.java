package gateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how much processor time an event loop spends between two beats of a timer. A task that holds the loop makes
 * the next beat late, so no single task has taken more than the largest value seen. Confined to one event loop.
 */
public final class EventLoopWatch {
    private static final Duration BEAT = Duration.ofMillis(20);
    private static final Duration TOO_LONG = Duration.ofMillis(50);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Timer busy;
    private long before = -1;

    private EventLoopWatch(Timer busy) {
        this.busy = busy;
    }

    /**
     * Watches every event loop from now on.
     *
     * @param loops how many there are
     */
    public static Future<String> start(Vertx vertx, int loops, MeterRegistry meters) {
        Timer busy = Timer.builder("serai.event_loop.busy")
                .description("Processor time of an event loop between two beats, 20 ms apart; no task took more")
                .serviceLevelObjectives(TOO_LONG)
                .register(meters);
        return vertx.deployVerticle(
                () -> new AbstractVerticle() {
                    @Override
                    public void start() {
                        EventLoopWatch watch = new EventLoopWatch(busy);
                        vertx.setPeriodic(BEAT.toMillis(), beat -> watch.beat());
                    }
                },
                new DeploymentOptions().setInstances(loops));
    }

    private void beat() {
        long now = threads.getCurrentThreadCpuTime();
        if (before >= 0) {
            busy.record(now - before, TimeUnit.NANOSECONDS);
        }
        before = now;
    }
}
