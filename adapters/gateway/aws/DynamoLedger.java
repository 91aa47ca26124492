package gateway.aws;

import gateway.Ticker;
import gateway.aws.LedgerItems.Change;
import gateway.aws.LedgerTable.Written;
import gateway.quota.Balance;
import gateway.quota.BusyException;
import gateway.quota.Counter;
import gateway.quota.Exchange;
import gateway.quota.Ledger;
import gateway.quota.LedgerRow;
import gateway.quota.LedgerTurn;
import gateway.quota.LedgerTurn.Step;
import gateway.quota.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in DynamoDB, one item a counter. An exchange is computed from the rows as they were last seen, and written
 * on the condition that it is right all the same: it takes one call, unless others have changed much meanwhile; then
 * the refusal brings the rows as they are. What cannot be done is said of rows that were just read. Thread-safe, also
 * between processes.
 */
public final class DynamoLedger implements Ledger {
    /** How long a request may wait for the ledger; a single call may take as long again. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final String PROBLEM = "the ledger cannot be asked";
    /** How much others may have taken, as a part of the limit, before they are noticed. */
    private static final int UNNOTICED = 16;
    /** After so many refusals a replica asks for what it needs alone, which others can hardly spoil. */
    private static final int MODEST = 4;

    private static final int SEEN = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
    private static final int PAUSE_DOUBLINGS = 5;

    private final LedgerTable table;
    private final Duration patience;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final SeenRows seen = new SeenRows(SEEN);

    /**
     * Takes a table.
     *
     * @param patience after which no further call is made
     * @param ticker measures that
     * @param random keeps replicas that collide from colliding again
     */
    DynamoLedger(LedgerTable table, Duration patience, Ticker ticker, RandomGenerator random) {
        this.table = table;
        this.patience = patience;
        this.ticker = ticker;
        this.random = random;
    }

    @Override
    public Verdict exchange(String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
        LedgerTurn.check(exchanges);
        Turns turns = new Turns(replica, number, now, expires, exchanges);
        boolean told = false;
        try {
            Verdict verdict = StoreCall.of(PROBLEM, turns::run);
            told = true;
            return verdict;
        } finally {
            if (!told) {
                exchanges.forEach(each -> seen.forget(each.counter().key()));
            }
        }
    }

    /** One exchange, until it is done or refused. */
    private final class Turns {
        private final String replica;
        private final long number;
        private final Instant now;
        private final Instant expires;
        private final Map<String, LedgerRow> rows = new HashMap<>();
        /** Counters whose rows were read in this exchange. */
        private final Set<String> fresh = new HashSet<>();

        private List<Exchange> exchanges;
        private int pauses;

        Turns(String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
            this.replica = replica;
            this.number = number;
            this.now = now;
            this.expires = expires;
            this.exchanges = exchanges;
            for (Exchange each : exchanges) {
                LedgerRow row = seen.find(each.counter().key());
                if (row != null) {
                    rows.put(each.counter().key(), row);
                }
            }
        }

        Verdict run() {
            long begun = ticker.nanos();
            int refusals = 0;
            while (ticker.nanos() - begun < patience.toNanos()
                    && !Thread.currentThread().isInterrupted()) {
                LedgerTurn turn = LedgerTurn.of(replica, number, now, expires, exchanges, rows);
                if (!isKnown(turn.verdict())) {
                    read();
                    continue;
                }
                if (turn.steps().isEmpty()) {
                    return turn.verdict();
                }
                switch (table.write(turn.steps().stream().map(this::change).toList())) {
                    case Written.All all -> {
                        turn.steps()
                                .forEach(step ->
                                        take(key(step.asked()), step.next().row()));
                        all.rows().forEach(this::take);
                        return turn.verdict();
                    }
                    case Written.Refused refused -> {
                        refused.rows().forEach(this::take);
                        refusals++;
                        if (refusals == MODEST) {
                            exchanges = exchanges.stream().map(Turns::modest).toList();
                        }
                    }
                    case Written.Busy _ -> pause();
                }
            }
            throw new BusyException(PROBLEM + ": others write too much");
        }

        /** What is refused is refused by rows that were read. */
        private boolean isKnown(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Done _ -> true;
                case Verdict.NoRoom none ->
                    none.balances().stream()
                            .map(Balance::counter)
                            .map(Counter::key)
                            .allMatch(fresh::contains);
                case Verdict.Gone gone ->
                    gone.counters().stream().map(Counter::key).allMatch(fresh::contains);
            };
        }

        private void read() {
            List<String> stale = new ArrayList<>();
            exchanges.forEach(each -> stale.add(key(each)));
            stale.removeAll(fresh);
            Map<String, LedgerRow> found = table.read(stale);
            found.forEach(this::take);
            if (found.size() < stale.size()) {
                pause();
            }
        }

        private void take(String counter, LedgerRow row) {
            rows.put(counter, row);
            fresh.add(counter);
            seen.put(counter, row);
        }

        private Change change(Step step) {
            return LedgerItems.change(replica, step, expires, most(step));
        }

        /** What others may have taken; null if nobody may have taken anything, as nothing was ever seen. */
        private @Nullable Long most(Step step) {
            String counter = key(step.asked());
            if (!rows.containsKey(counter)) {
                return null;
            }
            long most = step.next().most();
            return fresh.contains(counter)
                    ? most
                    : Math.min(most, step.before().taken() + step.asked().limit() / UNNOTICED);
        }

        private void pause() {
            long longest = FIRST_PAUSE.toNanos() << Math.min(pauses++, PAUSE_DOUBLINGS);
            LockSupport.parkNanos(random.nextLong(longest / 2, longest));
        }

        private static String key(Exchange exchange) {
            return exchange.counter().key();
        }

        private static Exchange modest(Exchange each) {
            return new Exchange(
                    each.counter(),
                    each.limit(),
                    each.sequence(),
                    each.settled(),
                    each.back(),
                    each.need(),
                    each.need(),
                    each.open());
        }
    }
}
