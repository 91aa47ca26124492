package gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.killswitch.LiveSwitches;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ControlMetersTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveSwitches switches = new LiveSwitches();
    private final AtomicLong readings = new AtomicLong();

    @Test
    void measuresOnceHowLongASwitchWasOnItsWay() {
        new KillSwitchMeters(meters, now::get).follow(switches);
        Switch cut = thrown("a", Mode.CUT, START.plusSeconds(1));

        now.set(START.plusSeconds(3));
        take(cut);
        now.set(START.plusSeconds(9));
        take(cut, thrown("b", Mode.DRAIN, START.plusSeconds(8)));

        assertThat(propagation("cut").count()).isEqualTo(1);
        assertThat(propagation("cut").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2_000);
        assertThat(propagation("drain").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_000);
    }

    @Test
    void measuresASwitchAgainThatIsThrownAnew() {
        new KillSwitchMeters(meters, now::get).follow(switches);

        now.set(START.plusSeconds(1));
        take(thrown("a", Mode.CUT, START));
        now.set(START.plusSeconds(5));
        take(thrown("a", Mode.CUT, START.plusSeconds(4)));

        assertThat(propagation("cut").count()).isEqualTo(2);
        assertThat(propagation("cut").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(2_000);
    }

    @Test
    void measuresNoSwitchThatWasThrownBeforeTheStart() {
        new KillSwitchMeters(meters, now::get).follow(switches);

        take(thrown("a", Mode.CUT, START.minusSeconds(3_600)));

        assertThat(meters.find("serai.kill_switch.propagation").timers()).isEmpty();
    }

    @Test
    void takesAClockThatGoesAheadForNoTimeAtAll() {
        new KillSwitchMeters(meters, now::get).follow(switches);

        take(thrown("a", Mode.CUT, START.plusSeconds(2)));

        assertThat(propagation("cut").totalTime(TimeUnit.MILLISECONDS)).isZero();
    }

    @Test
    void countsWhatIsCut() {
        KillSwitchMeters cuts = new KillSwitchMeters(meters, now::get);

        cuts.cut(thrown("a", Mode.CUT, START), true);

        assertThat(meters.get("serai.calls.cut")
                        .tag("phase", "streaming")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("serai.calls.cut")
                        .tag("phase", "waiting")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void showsWhatIsInUseUnderThePromisedNames() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ControlMeters control = new ControlMeters(prometheus, now::get);
        new KillSwitchMeters(prometheus, now::get).follow(switches);
        new DecisionMeters(prometheus).queue(() -> 5);

        control.show("registry", () -> 7, () -> START);
        control.show("switches", () -> 3, () -> START.plusSeconds(1));
        control.error("switches");
        control.unreadable(2);
        now.set(START.plusSeconds(4));
        take(thrown("a", Mode.CUT, START.plusSeconds(3)));

        assertThat(prometheus.scrape().lines())
                .contains(
                        "serai_registry_revision 7.0",
                        "serai_registry_age_seconds 4.0",
                        "serai_switches_revision 3.0",
                        "serai_switches_age_seconds 3.0",
                        "serai_control_errors_total{source=\"switches\"} 1.0",
                        "serai_kill_switch_unreadable 2.0",
                        "serai_calls_cut_total{phase=\"streaming\"} 0.0",
                        "serai_decisions_queue 5.0",
                        "serai_decisions_dropped_total 0.0",
                        "serai_kill_switch_propagation_seconds_count{mode=\"cut\",scope=\"model\"} 1");
    }

    private Timer propagation(String mode) {
        return meters.get("serai.kill_switch.propagation")
                .tag("mode", mode)
                .tag("scope", "model")
                .timer();
    }

    private void take(Switch... thrown) {
        switches.take(new StoredSwitches(readings.incrementAndGet(), 0, 0, List.of(thrown), List.of()));
    }

    private static Switch thrown(String name, Mode mode, Instant since) {
        return new Switch(Scope.MODEL, name, "incident", mode, "tester", since, null);
    }
}
