package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A replica as the ledger sees it, played by tests: it numbers its exchanges and knows its leases. One thread. */
public final class LedgerReplica {
    /** How long its leases last. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final String id;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private long number;
    private Instant now = Instant.EPOCH;
    private List<Exchange> last = List.of();

    /** Takes a ledger and a name that no other replica has. */
    public LedgerReplica(Ledger ledger, String id) {
        this.ledger = ledger;
        this.id = id;
    }

    /** Asks for a lease, all that is needed of which may be used. */
    public Exchange lease(Counter counter, long limit, long need, long want) {
        return speak(counter, limit, 0, 0, need, want, need);
    }

    /** Tells what was spent, and gives back. */
    public Exchange settle(Counter counter, long limit, long settled, long back) {
        return speak(counter, limit, settled, back, 0, 0, 0);
    }

    /** An exchange that goes on from the last one about its counter. */
    public Exchange speak(Counter counter, long limit, long settled, long back, long need, long want, long open) {
        return new Exchange(counter, limit, sequences.getOrDefault(counter.key(), 0L), settled, back, need, want, open);
    }

    /** Sends exchanges, and learns of the answer what it holds. */
    public Verdict send(Instant at, Exchange... exchanges) {
        number++;
        now = at;
        last = List.of(exchanges);
        return repeat();
    }

    /** Sends the last exchanges again as they were. */
    public Verdict repeat() {
        Verdict verdict = ledger.exchange(id, number, now, now.plus(LEASE), last);
        switch (verdict) {
            case Verdict.Done done -> done.balances().forEach(this::learn);
            case Verdict.NoRoom _ -> {
                // nothing has changed
            }
            case Verdict.Gone gone -> gone.counters().forEach(this::forget);
        }
        return verdict;
    }

    /** What it holds of a counter. */
    public long held(Counter counter) {
        return held.getOrDefault(counter.key(), 0L);
    }

    /** The same replica behind another connection. */
    public LedgerReplica through(Ledger other) {
        LedgerReplica same = new LedgerReplica(other, id);
        same.sequences.putAll(sequences);
        same.held.putAll(held);
        same.number = number;
        same.now = now;
        same.last = last;
        return same;
    }

    private void learn(Balance balance) {
        sequences.put(balance.counter().key(), balance.sequence());
        held.put(balance.counter().key(), balance.held());
    }

    private void forget(Counter counter) {
        sequences.remove(counter.key());
        held.remove(counter.key());
    }
}
