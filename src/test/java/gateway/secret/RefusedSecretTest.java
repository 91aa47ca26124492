package gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What calls wait for whose credential was refused. */
class RefusedSecretTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final DrivenSecret driven = new DrivenSecret();
    private final CachedSecret secret = driven.secret();

    @Test
    void repeatsACallWithAnOldValueWithoutAnyReading() {
        Secret old = driven.loaded();
        driven.store("two");
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.run();

        boolean again = secret.renewed(old, PATIENT);

        assertThat(again).isTrue();
        assertThat(driven.waiting()).isZero();
    }

    @Test
    void waitsForOneReadingWithAllCallsThatWereRefused() throws Exception {
        Secret used = driven.loaded();
        driven.store("two");

        List<Boolean> again = refused(used, 20);

        assertThat(again).hasSize(20).containsOnly(true);
        assertThat(driven.reads()).isEqualTo(2);
    }

    @Test
    void givesUpCallsWhoseValueIsStillTheCurrentOne() throws Exception {
        Secret used = driven.loaded();

        assertThat(refused(used, 20)).hasSize(20).containsOnly(false);
        assertThat(driven.reads()).isEqualTo(2);
    }

    @Test
    void doesNotReadForEveryCallThatIsRefusedForGood() throws Exception {
        Secret used = driven.loaded();
        refused(used, 1);

        boolean again = secret.renewed(used, PATIENT);

        assertThat(again).isFalse();
        assertThat(driven.waiting()).isZero();
    }

    @Test
    void readsForARefusalAgainAfterASecond() throws Exception {
        Secret used = driven.loaded();
        refused(used, 1);
        driven.pass(Duration.ofSeconds(1));
        driven.store("two");

        assertThat(refused(used, 1)).containsExactly(true);
    }

    @Test
    void doesNotReadForARefusalRightAfterAFailure() throws Exception {
        Secret used = driven.loaded();
        driven.broken(true);
        assertThat(refused(used, 1)).containsExactly(false);
        driven.pass(Duration.ofSeconds(4));

        boolean again = secret.renewed(used, PATIENT);

        assertThat(again).isFalse();
        assertThat(driven.reads()).isEqualTo(2);
    }

    @Test
    void looksAgainIfTheReadingThatRanWasTooEarly() throws Exception {
        Secret used = driven.loaded();
        driven.cache().refreshNow(DrivenSecret.ACME);
        CompletableFuture<Boolean> again = refused(used);
        driven.runOne();
        Patience.until(() -> driven.waiting() == 1, PATIENT);
        driven.store("two");
        driven.runOne();

        assertThat(again.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitsNoLongerThanTheCallMay() {
        Secret used = driven.loaded();

        boolean again = secret.renewed(used, Duration.ofMillis(1));

        assertThat(again).isFalse();
        assertThat(driven.waiting()).isEqualTo(1);
    }

    @Test
    void waitsForNoReadingThatHangs() {
        Secret used = driven.loaded();
        driven.cache().refreshNow(DrivenSecret.ACME);
        driven.pass(Duration.ofSeconds(2));

        boolean again = secret.renewed(used, PATIENT);

        assertThat(again).isFalse();
    }

    /** So many calls whose credential was refused, side by side. */
    private List<Boolean> refused(Secret used, int calls) throws Exception {
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            waiting.add(refused(used));
        }
        driven.run();
        List<Boolean> again = new ArrayList<>();
        for (CompletableFuture<Boolean> call : waiting) {
            again.add(call.get(10, TimeUnit.SECONDS));
        }
        return again;
    }

    /** One of them; it waits when this comes back. */
    private CompletableFuture<Boolean> refused(Secret used) {
        CompletableFuture<Boolean> again = new CompletableFuture<>();
        Thread call = Thread.ofPlatform().start(() -> again.complete(secret.renewed(used, PATIENT)));
        while (call.getState() != Thread.State.TIMED_WAITING && call.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        return again;
    }
}
