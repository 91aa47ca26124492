package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class AlarmClockTest {
    private static final int MANY = 10_000;

    @Test
    void hasAnAlarmForEachOfManyStreams() {
        AlarmClock clock = new AlarmClock();
        AtomicInteger rung = new AtomicInteger();
        CamelContext camel = new DefaultCamelContext();
        camel.start();
        try {
            clock.attach(camel);
            List<Runnable> forgotten = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                forgotten.add(clock.in(Duration.ofHours(1), rung::incrementAndGet));
            }

            forgotten.forEach(Runnable::run);
            clock.in(Duration.ZERO, () -> rung.addAndGet(MANY));

            assertThat(Waiting.until(Duration.ofSeconds(20), () -> rung.get() > 0))
                    .isTrue();
            assertThat(rung).hasValue(MANY);
        } finally {
            camel.stop();
        }
    }
}
