package gateway.quota;

import gateway.control.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger in memory that can fail: before it has done anything, or with its answer lost. Thread-safe. */
public final class MemoryLedger implements Ledger {
    /** How an exchange ends. */
    enum Fault {
        NONE,
        UNREACHABLE,
        ANSWER_LOST
    }

    private final Map<String, LedgerRow> rows = new HashMap<>();
    private Fault next = Fault.NONE;
    private long calls;

    synchronized void fail(Fault fault) {
        next = fault;
    }

    synchronized boolean isFailing() {
        return next != Fault.NONE;
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
    public synchronized Verdict exchange(String replica, Instant now, Instant expires, List<Exchange> exchanges) {
        calls++;
        if (next == Fault.UNREACHABLE) {
            throw new StoreException("the ledger cannot be reached");
        }
        Verdict verdict = carryOut(replica, now, expires, exchanges);
        if (next == Fault.ANSWER_LOST) {
            throw new StoreException("the answer was lost");
        }
        return verdict;
    }

    private Verdict carryOut(String replica, Instant now, Instant expires, List<Exchange> exchanges) {
        Map<String, LedgerRow> changed = new HashMap<>();
        List<Balance> balances = new ArrayList<>();
        List<Balance> full = new ArrayList<>();
        List<Counter> gone = new ArrayList<>();
        for (Exchange each : exchanges) {
            LedgerRow row = rows.getOrDefault(each.counter().key(), LedgerRow.EMPTY);
            switch (row.exchange(replica, now, expires, each)) {
                case LedgerRow.Next.Changed next -> {
                    changed.put(each.counter().key(), next.row());
                    balances.add(next.balance());
                }
                case LedgerRow.Next.Same same -> balances.add(same.balance());
                case LedgerRow.Next.NoRoom none -> full.add(none.balance());
                case LedgerRow.Next.Gone lost -> gone.add(each.counter());
            }
        }
        if (!gone.isEmpty()) {
            return new Verdict.Gone(gone);
        }
        if (!full.isEmpty()) {
            return new Verdict.NoRoom(full);
        }
        rows.putAll(changed);
        return new Verdict.Done(balances);
    }
}
