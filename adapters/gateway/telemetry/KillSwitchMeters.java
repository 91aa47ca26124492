package gateway.telemetry;

import gateway.killswitch.ActiveCalls.CutListener;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Measures how fast kill switches arrive, and counts the calls that they cut. Thread-safe. */
public final class KillSwitchMeters implements CutListener {
    private static final Duration[] SECONDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(6),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final Instant started;
    private final Map<String, Instant> seen = new HashMap<>();

    /** Takes where the meters live, and the time. */
    public KillSwitchMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.started = clock.instant();
        for (boolean streaming : new boolean[] {true, false}) {
            cuts(streaming);
        }
    }

    /** Measures every switch that arrives from now on. */
    public void follow(LiveSwitches switches) {
        switches.onChange(this::arrived);
    }

    @Override
    public void cut(Switch by, boolean streaming) {
        cuts(streaming).increment();
    }

    /** A switch that was thrown before this process started has not been on its way to it. */
    private synchronized void arrived(Switches now) {
        Instant moment = clock.instant();
        for (Switch each : now.all()) {
            Instant last = seen.get(each.path());
            if (!each.since().isBefore(started) && (last == null || last.isBefore(each.since()))) {
                seen.put(each.path(), each.since());
                Duration took = Duration.between(each.since(), moment);
                propagation(each).record(took.isNegative() ? Duration.ZERO : took);
            }
        }
    }

    private Timer propagation(Switch of) {
        return Timer.builder(Names.PROPAGATION)
                .description("From the moment when a kill switch was thrown until it held in this process")
                .tag("mode", of.mode().name().toLowerCase(Locale.ROOT))
                .tag("scope", Switch.word(of.scope()))
                .serviceLevelObjectives(SECONDS)
                .register(meters);
    }

    private Counter cuts(boolean streaming) {
        return Counter.builder(Names.CUTS)
                .description("Calls that a kill switch ended while they waited for their provider, or as streams")
                .tag("phase", streaming ? "streaming" : "waiting")
                .register(meters);
    }
}
