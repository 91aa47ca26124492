package gateway.quota;

import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/** A replica that spends of counters, in amounts that chance picks, until there is no room for one more. One thread. */
public final class LedgerSpender {
    private static final long MOST_AT_ONCE = 3;
    private static final long WANT = 12;

    private final LedgerReplica replica;
    private final List<Counter> counters;
    private final List<Long> limits;
    private final RandomGenerator random;
    private final LongConsumer used;
    private long pending;

    /**
     * Takes a replica that holds nothing.
     *
     * @param counters each of which everything is spent of
     * @param limits of the counters, in their order
     * @param used is told what is used, when it is
     */
    public LedgerSpender(
            LedgerReplica replica,
            List<Counter> counters,
            List<Long> limits,
            RandomGenerator random,
            LongConsumer used) {
        this.replica = replica;
        this.counters = List.copyOf(counters);
        this.limits = List.copyOf(limits);
        this.random = random;
        this.used = used;
    }

    /** Spends; gives back what is left; returns how much was used of each. */
    public long run(Instant now) {
        long total = 0;
        long amount = random.nextLong(1, MOST_AT_ONCE + 1);
        while (true) {
            if (isLeased(now, amount)) {
                used.accept(amount);
                total += amount;
                pending = amount;
                amount = random.nextLong(1, MOST_AT_ONCE + 1);
            } else if (amount > 1) {
                amount = 1;
            } else {
                send(now, 0, true);
                return total;
            }
        }
    }

    /** Has an amount leased, of which everything may be used. */
    private boolean isLeased(Instant now, long amount) {
        return send(now, amount, false) instanceof Verdict.Done;
    }

    private Verdict send(Instant now, long amount, boolean last) {
        Exchange[] exchanges = new Exchange[counters.size()];
        for (int i = 0; i < exchanges.length; i++) {
            Counter counter = counters.get(i);
            long held = replica.held(counter) - pending;
            long need = Math.max(0, amount - held);
            exchanges[i] = replica.speak(
                    counter, limits.get(i), pending, last ? held : 0, need, need == 0 ? 0 : need + WANT, amount);
        }
        Verdict verdict = replica.send(now, exchanges);
        if (verdict instanceof Verdict.Done) {
            pending = 0;
        }
        return verdict;
    }
}
