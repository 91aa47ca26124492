package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every ledger must do when several replicas speak at once. */
public abstract class LedgerRaceContract extends LedgerStandings {
    private static final int REPLICAS = 4;

    @Test
    void grantsEveryUnitOnceToReplicasThatAskAtOnce() throws Exception {
        long limit = 150;

        List<Long> used = spend(List.of(MONEY), List.of(limit));

        assertThat(used.stream().mapToLong(Long::longValue).sum()).isEqualTo(limit);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(limit, 0, 0, 0));
    }

    @Test
    void takesTheSameOfTwoCountersWhoseLimitsDiffer() throws Exception {
        long lower = 60;
        long higher = 90;

        List<Long> used = spend(List.of(TOKENS, MONEY), List.of(higher, lower));

        assertThat(used.stream().mapToLong(Long::longValue).sum()).isEqualTo(lower);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(lower, 0, 0, 0));
        assertThat(look(TOKENS, AT)).isEqualTo(new Standing(lower, 0, 0, 0));
    }

    @Test
    void grantsTheLastUnitToOneReplicaAlone() throws Exception {
        List<Boolean> granted = atOnce(number -> {
            LedgerReplica replica = new LedgerReplica(open(), "replica-" + number);
            return replica.send(AT, replica.lease(MONEY, 1, 1, 100)) instanceof Verdict.Done;
        });

        assertThat(granted).containsOnlyOnce(true);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(0, 0, 1, 1));
    }

    /** Lets all replicas spend until there is no room; each returns what it used. */
    private List<Long> spend(List<Counter> counters, List<Long> limits) throws Exception {
        return atOnce(number -> new LedgerSpender(
                        new LedgerReplica(open(), "replica-" + number),
                        counters,
                        limits,
                        new Random(number),
                        used -> {})
                .run(AT));
    }

    /** Work of one of several replicas. */
    private interface Work<T> {
        T of(int number);
    }

    private static <T> List<T> atOnce(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(REPLICAS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < REPLICAS; i++) {
                int number = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return work.of(number);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(120, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
