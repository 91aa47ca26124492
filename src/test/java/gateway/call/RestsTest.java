package gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Examples;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RestsTest {
    private static final Deployment SONNET = Examples.deployment("sonnet-a");
    private static final Deployment OTHER_ACCOUNT = Examples.deployment("sonnet-b");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final Rests rests = new Rests(nanos::get);

    @Test
    void restsAsLongAsTheProviderSays() {
        rests.rest(SONNET, Duration.ofSeconds(2));
        nanos.addAndGet(Duration.ofMillis(500).toNanos());

        assertThat(rests.left(SONNET)).isEqualTo(Duration.ofMillis(1_500));
        assertThat(rests.left(OTHER_ACCOUNT)).isZero();
    }

    @Test
    void endsByItself() {
        rests.rest(SONNET, Duration.ofSeconds(2));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());

        assertThat(rests.left(SONNET)).isZero();
    }

    @Test
    void restsFiveSecondsWhenTheProviderDoesNotSayAndFiveMinutesAtMost() {
        rests.rest(SONNET, null);
        rests.rest(OTHER_ACCOUNT, Duration.ofDays(1));

        assertThat(rests.left(SONNET)).isEqualTo(Duration.ofSeconds(5));
        assertThat(rests.left(OTHER_ACCOUNT)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void keepsTheLongerRestWhenALaterAnswerSaysLess() {
        rests.rest(SONNET, Duration.ofMinutes(1));
        rests.rest(SONNET, null);

        assertThat(rests.left(SONNET)).isEqualTo(Duration.ofMinutes(1));
    }
}
