package gateway.quota;

import gateway.quota.LedgerRow.Next;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What exchanges make of the rows of their counters, for every ledger alike: all are carried out, or none.
 *
 * @param verdict the answer
 * @param steps what is to be stored, all at once; empty if nothing changes
 */
public record LedgerTurn(Verdict verdict, List<Step> steps) {
    /** So many exchanges can be carried out together. */
    public static final int MOST = 40;

    public LedgerTurn {
        steps = List.copyOf(steps);
    }

    /**
     * The change of one row.
     *
     * @param asked the exchange
     * @param before the row by which it was computed
     * @param next what becomes of it
     */
    public record Step(Exchange asked, LedgerRow before, Next.Changed next) {}

    /**
     * Refuses exchanges that cannot be carried out together.
     *
     * @throws IllegalArgumentException if they are too many, or two are about one counter
     */
    public static void check(List<Exchange> exchanges) {
        Set<String> keys = new HashSet<>();
        exchanges.forEach(each -> keys.add(each.counter().key()));
        if (keys.size() != exchanges.size() || keys.size() > MOST) {
            throw new IllegalArgumentException("exchanges are of different counters, at most " + MOST);
        }
    }

    /**
     * Carries out exchanges on rows; the other parameters are those of {@link Ledger#exchange}.
     *
     * @param rows by the counter's key; one that is not there is empty
     * @throws IllegalArgumentException if {@link #check} does
     */
    public static LedgerTurn of(
            String replica,
            long number,
            Instant now,
            Instant expires,
            List<Exchange> exchanges,
            Map<String, LedgerRow> rows) {
        check(exchanges);
        List<Step> steps = new ArrayList<>();
        List<Balance> balances = new ArrayList<>();
        List<Balance> noRoom = new ArrayList<>();
        List<Counter> gone = new ArrayList<>();
        for (Exchange asked : exchanges) {
            LedgerRow row = rows.getOrDefault(asked.counter().key(), LedgerRow.EMPTY);
            switch (row.exchange(replica, number, now, expires, asked)) {
                case Next.Changed changed -> {
                    steps.add(new Step(asked, row, changed));
                    balances.add(changed.balance());
                }
                case Next.Same same -> balances.add(same.balance());
                case Next.NoRoom full -> noRoom.add(full.balance());
                case Next.Gone _ -> gone.add(asked.counter());
            }
        }
        if (!gone.isEmpty()) {
            return new LedgerTurn(new Verdict.Gone(gone), List.of());
        }
        if (!noRoom.isEmpty()) {
            return new LedgerTurn(new Verdict.NoRoom(noRoom), List.of());
        }
        return new LedgerTurn(new Verdict.Done(balances), steps);
    }
}
