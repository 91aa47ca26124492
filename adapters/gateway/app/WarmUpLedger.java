package gateway.app;

import gateway.quota.Exchange;
import gateway.quota.Ledger;
import gateway.quota.LedgerRow;
import gateway.quota.LedgerTurn;
import gateway.quota.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what the warm-up spends in memory, so that the ledger of all replicas hears of real calls only. Thread-safe.
 */
final class WarmUpLedger implements Ledger {
    private final Ledger real;
    private final Map<String, LedgerRow> rows = new HashMap<>();

    /** Stands before a ledger. */
    WarmUpLedger(Ledger real) {
        this.real = real;
    }

    @Override
    public Verdict exchange(String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
        // one owner's counters at a time
        return isOfWarmUp(exchanges.getFirst().counter().scope())
                ? here(replica, number, now, expires, exchanges)
                : real.exchange(replica, number, now, expires, exchanges);
    }

    private synchronized Verdict here(
            String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
        LedgerTurn turn = LedgerTurn.of(replica, number, now, expires, exchanges, rows);
        turn.steps()
                .forEach(step ->
                        rows.put(step.asked().counter().key(), step.next().row()));
        return turn.verdict();
    }

    /** No tenant and no provider can have the same name. */
    private static boolean isOfWarmUp(String scope) {
        return scope.startsWith(WarmUp.TENANT, scope.indexOf('/') + 1);
    }
}
