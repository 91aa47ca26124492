package gateway.quota;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one counter, for every ledger alike: {@code spent + lost + all leases <= limit}, but for what was
 * settled above its reservation.
 *
 * @param spent what was settled
 * @param lost what replicas may have spent that were not heard of again
 * @param leases by replica
 */
public record LedgerRow(long spent, long lost, Map<String, Lease> leases) {
    /** A counter that nobody has used. */
    public static final LedgerRow EMPTY = new LedgerRow(0, 0, Map.of());

    /** Of what is left a replica gets at most one part in so many for each that holds a lease. */
    private static final int SHARE = 4;

    public LedgerRow {
        leases = Map.copyOf(leases);
    }

    /** What becomes of a row by an exchange. */
    public sealed interface Next {
        /**
         * It changes.
         *
         * @param row to be stored
         * @param balance the answer
         */
        record Changed(LedgerRow row, Balance balance) implements Next {}

        /**
         * It stays, as the exchange was carried out before.
         *
         * @param balance the answer
         */
        record Same(Balance balance) implements Next {}

        /**
         * It stays, as there is no room.
         *
         * @param balance how it stands
         */
        record NoRoom(Balance balance) implements Next {}

        /** It stays, as the replica's lease was taken back. */
        record Gone() implements Next {}
    }

    /**
     * Carries out an exchange.
     *
     * @param replica who exchanges
     * @param now takes back leases of others that have expired
     * @param expires when the lease ends
     */
    public Next exchange(String replica, Instant now, Instant expires, Exchange asked) {
        Lease own = leases.get(replica);
        if (own != null && own.sequence() == asked.sequence() + 1) {
            return new Next.Same(balance(asked.counter(), replica));
        }
        if ((own == null ? 0 : own.sequence()) != asked.sequence()) {
            return new Next.Gone();
        }
        LedgerRow swept = without(replica, now, asked.counter().measure());
        long held = own == null ? 0 : own.held();
        held -= Math.min(held, asked.settled());
        held -= Math.min(held, asked.back());
        long after = swept.spent + asked.settled();
        long left = asked.limit() - after - swept.lost - swept.leased() - held;
        if (asked.need() > 0 && asked.need() > left) {
            return new Next.NoRoom(balance(asked.counter(), replica));
        }
        held += grant(left, asked.need(), asked.want(), swept.leases.size() + 1);
        Map<String, Lease> next = new HashMap<>(swept.leases);
        if (held > 0) {
            next.put(replica, new Lease(held, Math.min(held, asked.open()), asked.sequence() + 1, expires));
        }
        LedgerRow row = new LedgerRow(after, swept.lost, next);
        return new Next.Changed(row, row.balance(asked.counter(), replica));
    }

    /**
     * How much is leased: what is needed, and of what is wanted so little that no replica can hold what others need.
     * Near the end it is what is needed alone.
     *
     * @param left before; at least {@code need}, or {@code need} is 0
     * @param replicas that hold a lease, the asking one included
     */
    static long grant(long left, long need, long want, int replicas) {
        long share = Math.max(0, left - need) / ((long) SHARE * replicas);
        return need + Math.min(want - need, share);
    }

    /** How the counter stands for a replica. */
    public Balance balance(Counter counter, String replica) {
        Lease own = leases.get(replica);
        return own == null
                ? new Balance(counter, spent, lost, leased(), 0, 0, 0, leases.size())
                : new Balance(counter, spent, lost, leased(), own.held(), own.open(), own.sequence(), leases.size());
    }

    /** What all replicas hold. */
    public long leased() {
        long leased = 0;
        for (Lease lease : leases.values()) {
            leased += lease.held();
        }
        return leased;
    }

    /** Without the asking replica's lease and those that have expired; calls of a dead process do not run any more. */
    private LedgerRow without(String replica, Instant now, Measure measure) {
        long gone = lost;
        @Nullable Map<String, Lease> kept = null;
        for (Map.Entry<String, Lease> each : leases.entrySet()) {
            boolean expired = each.getValue().expires().isBefore(now);
            if (expired || each.getKey().equals(replica)) {
                kept = kept == null ? new HashMap<>(leases) : kept;
                kept.remove(each.getKey());
                if (!each.getKey().equals(replica) && measure != Measure.CONCURRENT) {
                    gone += each.getValue().open();
                }
            }
        }
        return kept == null ? this : new LedgerRow(spent, gone, kept);
    }
}
