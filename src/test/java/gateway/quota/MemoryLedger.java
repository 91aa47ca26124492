package gateway.quota;

import gateway.control.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in memory that can fail: before it has done anything, or with its answer lost. Thread-safe. */
public final class MemoryLedger implements Ledger {
    /** How an exchange ends. */
    enum Fault {
        NONE,
        UNREACHABLE,
        BUSY,
        BROKEN,
        ANSWER_LOST
    }

    private final Map<String, LedgerRow> rows = new HashMap<>();
    private Fault next = Fault.NONE;
    private long calls;

    synchronized void fail(Fault fault) {
        next = fault;
    }

    synchronized long calls() {
        return calls;
    }

    synchronized Map<String, LedgerRow> rows() {
        return Map.copyOf(rows);
    }

    synchronized LedgerRow row(String prefix) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(LedgerRow.EMPTY);
    }

    @Override
    public synchronized Verdict exchange(
            String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
        calls++;
        if (next == Fault.UNREACHABLE) {
            throw new StoreException("the ledger cannot be reached");
        }
        if (next == Fault.BROKEN) {
            throw new IllegalStateException("the ledger holds what nobody can read");
        }
        if (next == Fault.BUSY) {
            throw new BusyException("others write too much");
        }
        LedgerTurn turn = LedgerTurn.of(replica, number, now, expires, exchanges, rows);
        turn.steps()
                .forEach(step ->
                        rows.put(step.asked().counter().key(), step.next().row()));
        if (next == Fault.ANSWER_LOST) {
            throw new StoreException("the answer was lost");
        }
        return turn.verdict();
    }
}
