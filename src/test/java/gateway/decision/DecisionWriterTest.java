package gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.StoreException;
import gateway.killswitch.Switches;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(30);

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final AtomicInteger lost = new AtomicInteger();
    private final List<String> causes = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final RememberedDecisions store = new RememberedDecisions();
    private final DecisionRecorder recorder = recorder(10_000);
    private final DecisionWriter writer = writer(recorder, store);

    @Test
    void writesInBatches() throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            recorder.refused("req_" + i, 503, "switched_off", ofATenant(), List.of());
        }

        assertThat(recorder.waiting()).isEqualTo(1_200);
        assertThat(List.of(writer.turn(), writer.turn(), writer.turn(), writer.turn()))
                .containsExactly(500, 500, 200, 0);
        assertThat(store.batches()).containsExactly(500, 500, 200);
        assertThat(recorder.waiting()).isZero();
    }

    @Test
    void losesWhatFindsNoPlaceAndNeverWaits() throws InterruptedException {
        DecisionRecorder small = recorder(10);

        for (int i = 0; i < 25; i++) {
            small.refused("req_" + i, 503, "switched_off", ofATenant(), List.of());
        }
        writer(small, store).turn();

        assertThat(lost).hasValue(15);
        assertThat(store.all()).hasSize(10);
    }

    @Test
    void leavesTenantsTheirHalfOfTheQueueWhenStrangersFloodIt() throws InterruptedException {
        DecisionRecorder small = recorder(10);

        for (int i = 0; i < DecisionRecorder.STRANGERS; i++) {
            small.refused("req_s" + i, 503, "overloaded", null, List.of());
        }
        for (int i = 0; i < 5; i++) {
            small.refused("req_t" + i, 503, "switched_off", ofATenant(), List.of());
        }
        writer(small, store).turn();

        assertThat(lost).hasValue(5);
        assertThat(store.all()).filteredOn(each -> each.tenant().equals("demo")).hasSize(5);
    }

    @Test
    void triesAgainWithGrowingPausesWhenTheStoreFails() throws InterruptedException {
        store.fail(3);
        recorder.refused("req_1", 503, "switched_off", ofATenant(), List.of());

        writer.turn();

        assertThat(store.all()).hasSize(1);
        assertThat(lost).hasValue(0);
        assertThat(pauses).hasSize(3).isSorted();
    }

    @Test
    void losesABatchThatTheStoreKeepsRefusingAndGoesOn() throws InterruptedException {
        store.fail(5);
        recorder.refused("req_1", 503, "switched_off", ofATenant(), List.of());
        writer.turn();
        recorder.refused("req_2", 503, "switched_off", ofATenant(), List.of());
        writer.turn();

        assertThat(lost).hasValue(1);
        assertThat(causes).containsExactly("the disk is full");
        assertThat(store.all()).extracting(StoredDecision::id).containsExactly("req_2");
    }

    @Test
    void keepsOneRecordOfACallThatWasRefusedAfterItsEnd() throws InterruptedException {
        recorder.refused("req_1", 503, "switched_off", ofATenant(), List.of());
        recorder.refused("req_1", 500, "internal_error", null, List.of());

        writer.turn();

        assertThat(store.all())
                .singleElement()
                .extracting(StoredDecision::result)
                .isEqualTo("switched_off");
    }

    @Test
    void forgetsWhatIsTooOldOnceAnHour() throws InterruptedException {
        writer.turn();
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        writer.turn();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        writer.turn();

        assertThat(store.expiries()).containsExactly(NOW.minus(KEPT), NOW.minus(KEPT));
    }

    @Test
    void writesExactlyOneRecordForEachOfManyCallsAtOnceAndTheRestWhenItCloses() throws InterruptedException {
        writer.start();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int own = t;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    recorder.refused("req_" + own + "_" + i, 503, "switched_off", ofATenant(), List.of());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        writer.close();

        Set<String> ids = new HashSet<>();
        store.all().forEach(each -> ids.add(each.id()));
        assertThat(store.all()).hasSize(8_000);
        assertThat(ids).hasSize(8_000);
        assertThat(lost).hasValue(0);
    }

    @Test
    void closesInTimeAlthoughTheStoreHangs() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        DecisionStore hanging = new HangingStore(entered, never);
        DecisionWriter stuck = writer(recorder, hanging);
        recorder.refused("req_1", 503, "switched_off", ofATenant(), List.of());
        stuck.start();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        recorder.refused("req_2", 503, "switched_off", ofATenant(), List.of());

        stuck.close(Duration.ofMillis(50));

        assertThat(lost.get()).isGreaterThanOrEqualTo(1);
        assertThat(recorder.waiting()).isZero();
    }

    private static RefusedException ofATenant() {
        return Examples.plan(Examples.deployment("a")).refuse(new Refusal.SwitchedOff("global/all"));
    }

    private DecisionRecorder recorder(int capacity) {
        return new DecisionRecorder(() -> Switches.NONE, () -> NOW, nanos::get, capacity, this::lost);
    }

    private DecisionWriter writer(DecisionRecorder from, DecisionStore to) {
        Registry registry = Registry.of(7, List.of(Examples.deployment("a")), Map.of());
        return new DecisionWriter(from, to, () -> registry, KEPT, () -> NOW, nanos::get, this::lost, pauses::add);
    }

    private void lost(int records, @Nullable RuntimeException cause) {
        lost.addAndGet(records);
        if (cause != null) {
            causes.add(String.valueOf(cause.getMessage()));
        }
    }

    /** A store that does not come back until it is interrupted. */
    private record HangingStore(CountDownLatch entered, CountDownLatch never) implements DecisionStore {
        @Override
        public void append(List<StoredDecision> decisions) {
            entered.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted", e);
            }
        }

        @Override
        public @Nullable StoredDecision find(String id) {
            return null;
        }

        @Override
        public @Nullable StoredDecision findAnswer(String tenant, String completion) {
            return null;
        }

        @Override
        public List<StoredDecision> search(DecisionQuery query) {
            return List.of();
        }

        @Override
        public List<ResidencyCount> residency(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public void expire(Instant before) {}
    }
}
