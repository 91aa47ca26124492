package gateway.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final int SILENCE_MILLIS = 400;

    private final EmbeddedChannel time = new EmbeddedChannel();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicBoolean waits = new AtomicBoolean(true);
    private final SilenceWatch watch = new SilenceWatch(time.eventLoop(), Duration.ofMillis(SILENCE_MILLIS));

    @BeforeEach
    void start() {
        time.freezeTime();
        watch.start(waits::get, stalled::incrementAndGet);
    }

    @Test
    void tellsASilenceOnceAndNotBeforeItsTime() {
        pass(SILENCE_MILLIS);
        assertThat(stalled).hasValue(0);

        pass(SILENCE_MILLIS / 4);
        assertThat(stalled).hasValue(1);

        pass(10 * SILENCE_MILLIS);
        assertThat(stalled).hasValue(1);
    }

    @Test
    void beginsAnewWhenSomethingComes() {
        for (int i = 0; i < 10; i++) {
            pass(SILENCE_MILLIS);
            watch.heard();
        }

        assertThat(stalled).hasValue(0);
    }

    @Test
    void takesNoPauseForSilence() {
        waits.set(false);
        pass(10 * SILENCE_MILLIS);
        assertThat(stalled).hasValue(0);

        waits.set(true);
        pass(SILENCE_MILLIS);
        assertThat(stalled).hasValue(0);

        pass(SILENCE_MILLIS / 4);
        assertThat(stalled).hasValue(1);
    }

    @Test
    void looksNoMoreWhenStopped() {
        watch.stop();

        pass(10 * SILENCE_MILLIS);

        assertThat(stalled).hasValue(0);
    }

    private void pass(int millis) {
        for (int passed = 0; passed < millis; passed += SILENCE_MILLIS / 4) {
            time.advanceTimeBy(SILENCE_MILLIS / 4, TimeUnit.MILLISECONDS);
            time.runScheduledPendingTasks();
        }
    }
}
