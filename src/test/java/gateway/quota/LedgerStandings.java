package gateway.quota;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A ledger that is tested, counters in it, and a look at how they stand. */
public abstract class LedgerStandings {
    /** Long before stores may forget what is written now. */
    protected static final Instant AT = Instant.parse("2099-11-26T12:00:10Z");
    /** When the leases have expired that were made then. */
    protected static final Instant LATER = AT.plus(LedgerReplica.LEASE).plusMillis(1);

    protected static final Counter MONEY = counter("tenant/acme", Measure.USD_MONTH, AT);
    protected static final Counter DAY = counter("key/acme/k-1", Measure.USD_DAY, AT);
    protected static final Counter TOKENS = counter("model/acme/org/model:1", Measure.TOKENS_MINUTE, AT);
    protected static final Counter CALLS = counter("tenant/ümlaut #1", Measure.CONCURRENT, AT);

    /** Opens the ledger of this test; a second call opens the same data, as another process would. */
    protected abstract Ledger open();

    /** What a counter's row says. */
    protected record Standing(long spent, long lost, long leased, int replicas) {}

    /** How a counter stands; leases that have expired by then are taken back. */
    protected Standing look(Counter counter, Instant now) {
        Verdict verdict = open().exchange(
                        "auditor-" + now.toEpochMilli(),
                        Long.MAX_VALUE,
                        now,
                        now,
                        List.of(new Exchange(counter, 0, 0, 0, 0, 0, 0, 0)));
        if (verdict instanceof Verdict.Done done) {
            Balance balance = done.balances().getFirst();
            return new Standing(balance.spent(), balance.lost(), balance.leased(), balance.replicas());
        }
        throw new AssertionError("nothing was asked for, but: " + verdict);
    }

    protected static Counter counter(String scope, Measure measure, Instant at) {
        return Counter.at(scope, measure, ZoneOffset.UTC, at);
    }
}
