package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Some replicas on one ledger, driven by hand, and what is really spent by them. */
final class Cluster {
    static final QuotaTimes TIMES = new QuotaTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofHours(1));
    private static final Duration BEAT = Duration.ofMillis(500);
    private static final String SCOPE = "tenant/acme";

    final MemoryLedger ledger = new MemoryLedger();
    final Told told = new Told();
    private final List<Replica> replicas = new ArrayList<>();
    private final long limit;
    private Instant now = Instant.parse("2026-11-26T00:00:00Z");
    private int started;
    private long settled;

    Cluster(int replicas, long limit) {
        this.limit = limit;
        for (int i = 0; i < replicas; i++) {
            this.replicas.add(start());
        }
    }

    /** One process. */
    private static final class Replica {
        final LeaseBook book;
        final Deque<Call> calls = new ArrayDeque<>();

        Replica(LeaseBook book) {
            this.book = book;
        }
    }

    private record Call(Hold hold, long amount) {}

    private Replica start() {
        InstantSource clock = () -> now;
        return new Replica(new LeaseBook(ledger, "replica-" + started++, TIMES, 0, clock, told));
    }

    /** A call that may cost so much begins, if there is room. */
    boolean begin(int at, long amount) {
        Replica replica = replicas.get(at % replicas.size());
        Claim claim = new Claim(SCOPE, Measure.USD_DAY, ZoneOffset.UTC, limit, 80, amount);
        if (replica.book.reserve(List.of(claim)) instanceof Reserved.Held held) {
            replica.calls.add(new Call(held.hold(), amount));
            return true;
        }
        return false;
    }

    /** The oldest call ends, with so many percent of what it may have cost. */
    void end(int at, int percent) {
        Replica replica = replicas.get(at % replicas.size());
        Call call = replica.calls.poll();
        if (call != null) {
            long cost = call.amount() * percent / 100;
            settled += cost;
            replica.book.settle(call.hold(), counter -> cost);
        }
    }

    /** A process dies, and another one takes its place. What its calls had cost so far is spent all the same. */
    void crash(int at) {
        Replica dead = replicas.get(at % replicas.size());
        dead.calls.forEach(call -> settled += call.amount());
        replicas.set(at % replicas.size(), start());
    }

    /** Stops in order, unless the ledger cannot be told. */
    void stop(int at) {
        Replica replica = replicas.get(at % replicas.size());
        while (!replica.calls.isEmpty()) {
            end(at, 50);
        }
        replica.book.close();
        replicas.set(at % replicas.size(), start());
    }

    void beat(int at) {
        replicas.get(at % replicas.size()).book.beat(0.25);
    }

    /** Time goes by, and all replicas look after their leases. */
    void pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plus(BEAT);
            for (Replica replica : replicas) {
                replica.book.beat(BEAT.toMillis() / 1_000.0);
            }
        }
    }

    /** All calls end, and the leases come back. */
    void quiet() {
        ledger.fail(MemoryLedger.Fault.NONE);
        for (int i = 0; i < replicas.size(); i++) {
            while (!replicas.get(i).calls.isEmpty()) {
                end(i, 70);
            }
        }
        // whoever comes then takes back what the dead have held
        pass(TIMES.lease().plusSeconds(2));
        Counter counter = Counter.at(SCOPE, Measure.USD_DAY, ZoneOffset.UTC, now);
        ledger.exchange("auditor", 1, now, now, List.of(new Exchange(counter, limit, 0, 0, 0, 0, 0, 0)));
    }

    /** What calls have cost in truth, and what those under way may still cost. */
    long atMost() {
        long most = settled;
        for (Replica replica : replicas) {
            for (Call call : replica.calls) {
                most += call.amount();
            }
        }
        return most;
    }

    long settled() {
        return settled;
    }

    LedgerRow row() {
        return ledger.row(SCOPE);
    }
}
