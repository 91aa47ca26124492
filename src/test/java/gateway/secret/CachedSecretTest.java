package gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Redacted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** When a credential is read again, and what becomes of it. */
class CachedSecretTest {
    private final DrivenSecret driven = new DrivenSecret();
    private final CachedSecret secret = driven.secret();

    @Test
    void hasNothingBeforeTheFirstReading() {
        assertThat(secret.current()).isEqualTo(new Secret(0, null));
        assertThat(secret.age()).isNull();
    }

    @Test
    void takesWhatTheFirstReadingFinds() {
        driven.cache().refreshDue();
        driven.run();

        assertThat(secret.current()).isEqualTo(new Secret(1, new Redacted("one")));
        assertThat(secret.count(Refresh.CHANGED)).isEqualTo(1);
    }

    @Test
    void readsAgainInTheBackgroundOnceTheTtlIsOver() {
        driven.loaded();
        driven.store("two");
        driven.pass(DrivenSecret.TTL.minusNanos(1));
        driven.cache().refreshDue();
        assertThat(driven.waiting()).isZero();

        driven.pass(Duration.ofNanos(1));
        driven.cache().refreshDue();
        assertThat(driven.value()).isEqualTo("one");
        driven.run();

        assertThat(driven.value()).isEqualTo("two");
    }

    @Test
    void keepsItsVersionWhileTheValueIsTheSame() {
        driven.loaded();

        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();

        assertThat(secret.current().version()).isEqualTo(1);
        assertThat(secret.count(Refresh.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void tellsItsAgeSinceTheLastReadingThatWentWell() {
        driven.loaded();
        driven.pass(Duration.ofSeconds(7));
        driven.broken(true);
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();

        assertThat(secret.age()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void readsOnlyOnceAtATime() {
        driven.cache().refreshDue();
        driven.cache().refreshDue();
        driven.cache().refreshDue();

        assertThat(driven.waiting()).isEqualTo(1);
    }

    @Test
    void readsOnceMoreIfItIsRotatedWhileAReadingRuns() {
        driven.loaded();
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.cache().refreshNow(DrivenSecret.ACME);
        assertThat(driven.waiting()).isEqualTo(1);

        driven.runOne();
        assertThat(driven.waiting()).isEqualTo(1);
        driven.store("two");
        driven.runOne();

        assertThat(driven.waiting()).isZero();
        assertThat(driven.value()).isEqualTo("two");
    }

    @Test
    void keepsTheLastValueWhenAReadingFails() {
        driven.loaded();
        driven.broken(true);
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();

        assertThat(driven.value()).isEqualTo("one");
        assertThat(secret.count(Refresh.FAILED)).isEqualTo(1);
    }

    @Test
    void triesAgainAFewSecondsAfterAFailure() {
        driven.loaded();
        driven.broken(true);
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();
        driven.broken(false);
        driven.store("two");

        driven.cache().refreshDue();
        driven.cache().refreshNow(DrivenSecret.ACME);
        assertThat(driven.waiting()).isZero();
        driven.pass(Duration.ofSeconds(5));
        driven.cache().refreshDue();
        driven.run();

        assertThat(driven.value()).isEqualTo("two");
    }

    @Test
    void dropsAValueThatWasTakenAway() {
        driven.loaded();
        driven.store(null);
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();

        assertThat(secret.current()).isEqualTo(new Secret(2, null));
        assertThat(secret.count(Refresh.ABSENT)).isEqualTo(1);
    }

    @Test
    void loadsEverythingAtTheStart() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SecretCache two = new SecretCache(
                    provider -> new Redacted("key of " + provider),
                    Set.of("a", "b"),
                    DrivenSecret.TTL,
                    threads,
                    () -> 0);

            two.load(Duration.ofSeconds(10));

            assertThat(two.all()).extracting(each -> each.current().value()).doesNotContainNull();
        }
    }

    @Test
    void showsNoValueInAnyText() {
        driven.loaded();

        assertThat(secret.current()).hasToString("Secret[version=1, value=" + new Redacted("one") + "]");
    }
}
