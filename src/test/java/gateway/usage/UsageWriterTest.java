package gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UsageWriterTest {
    private static final Deployment SONNET = Examples.deployment("a");

    private final RememberedTrouble trouble = new RememberedTrouble();
    private final RememberedUsage store = new RememberedUsage();
    private final UsageCounter counter = new UsageCounter(
            () -> Registry.of(7, List.of(SONNET), Map.of()),
            () -> Instant.parse("2026-11-24T12:00:00Z"),
            () -> 1_000,
            10_000,
            trouble);
    private final UsageWriter writer = new UsageWriter(counter, store, "writer-1", trouble);

    @Test
    void writesAsMuchAtOnceAsABatchMayHave() {
        for (int i = 0; i < 250; i++) {
            refuse("key-" + i, 0);
        }

        assertThat(List.of(writer.turn(), writer.turn(), writer.turn(), writer.turn()))
                .containsExactly(true, true, false, false);
        assertThat(store.asked()).extracting(batch -> batch.rows().size()).containsExactly(99, 99, 52);
        assertThat(store.asked()).extracting(UsageBatch::number).containsExactly(1L, 2L, 3L);
        assertThat(stored().refusals()).isEqualTo(250);
    }

    @Test
    void triesTheSameBatchAgainUntilTheStoreTakesIt() {
        refuse("one", 5);
        store.fail(3);

        List<Boolean> more = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            more.add(writer.turn());
        }
        refuse("one", 7);
        more.add(writer.turn());
        more.add(writer.turn());

        assertThat(more).containsExactly(false, false, false, true, false);
        assertThat(store.asked()).extracting(UsageBatch::number).containsExactly(1L, 1L, 1L, 1L, 2L);
        assertThat(stored().microUsd()).isEqualTo(12);
        assertThat(trouble.failures())
                .containsExactly("1 the disk is full", "2 the disk is full", "3 the disk is full");
        assertThat(trouble.lost()).isEqualTo(Amounts.NONE);
    }

    @Test
    void countsOnceWhatTheStoreTookAlthoughItsAnswerWasLost() {
        refuse("one", 5);
        store.loseAnswers(2);

        writer.turn();
        writer.turn();
        writer.turn();

        assertThat(store.asked()).hasSize(3);
        assertThat(stored().microUsd()).isEqualTo(5);
    }

    @Test
    void writesAllOfManyCallsAtOnceAndTheRestWhenItCloses() throws InterruptedException {
        writer.start();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int own = t;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    refuse("key-" + own + "-" + i % 100, 3);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        writer.close();

        assertThat(stored().refusals()).isEqualTo(4_000);
        assertThat(stored().microUsd()).isEqualTo(12_000);
        assertThat(trouble.lost()).isEqualTo(Amounts.NONE);
    }

    @Test
    void tellsWhatIsLostWhenTheStoreFailsToTheEnd() {
        store.fail(1_000);
        refuse("one", 5);
        writer.turn();
        refuse("two", 7);

        writer.close();

        assertThat(trouble.lost().microUsd()).isEqualTo(12);
        assertThat(trouble.lost().requests()).isEqualTo(2);
    }

    @Test
    void closesInTimeAlthoughTheStoreHangs() throws InterruptedException {
        HangingStore hanging = new HangingStore(new CountDownLatch(1), new CountDownLatch(1));
        UsageWriter stuck = new UsageWriter(counter, hanging, "writer-2", trouble);
        refuse("one", 5);
        stuck.start();
        assertThat(hanging.entered().await(10, TimeUnit.SECONDS)).isTrue();
        refuse("two", 7);

        stuck.close(Duration.ofMillis(50));

        assertThat(trouble.lost().microUsd()).isEqualTo(12);
        assertThat(counter.waiting()).isZero();
    }

    private void refuse(String key, long microUsd) {
        counter.refused(
                Examples.plan(Examples.chat(false), new Tenant("demo", key, Residency.ANY), SONNET)
                        .refuse(new Refusal.SwitchedOff("global/all")),
                microUsd);
    }

    private Amounts stored() {
        List<Amounts> all = new ArrayList<>();
        store.read(
                new UsageQuery(LocalDate.parse("2026-11-24"), LocalDate.parse("2026-11-25"), null, null, null, null),
                row -> all.add(row.amounts()));
        return all.stream().reduce(Amounts.NONE, Amounts::plus);
    }

    /** A store that does not come back until it is interrupted. */
    private record HangingStore(CountDownLatch entered, CountDownLatch never) implements UsageStore {
        @Override
        public void add(UsageBatch batch) {
            entered.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void read(UsageQuery query, Consumer<UsageRow> each) {
            throw new UnsupportedOperationException();
        }
    }
}
