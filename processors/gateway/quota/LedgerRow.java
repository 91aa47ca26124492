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
         * @param most what may have been taken of the limit before, by anybody, so that the change is still right
         */
        record Changed(LedgerRow row, Balance balance, long most) implements Next {}

        /**
         * It stays, as the exchange was carried out before.
         *
         * @param balance the answer
         */
        record Same(Balance balance) implements Next {}

        /**
         * It stays, as there is no room.
         *
         * @param balance how it stands, without leases that have expired
         */
        record NoRoom(Balance balance) implements Next {}

        /** It stays, as the replica's lease was taken back, or the exchange comes after a later one. */
        record Gone() implements Next {}
    }

    /**
     * Carries out an exchange.
     *
     * @param replica who exchanges
     * @param number of the exchange
     * @param now takes back leases of others that have expired
     * @param expires when the lease ends
     */
    public Next exchange(String replica, long number, Instant now, Instant expires, Exchange asked) {
        Lease own = leases.get(replica);
        if (own != null && own.sequence() == number) {
            return new Next.Same(balance(asked.counter(), replica));
        }
        if (isGone(own, number, asked.sequence())) {
            return new Next.Gone();
        }
        boolean calls = asked.counter().measure() == Measure.CONCURRENT;
        Lease kept = asked.sequence() > 0 ? own : null;
        LedgerRow swept = without(replica, kept != null, now, calls);
        long held = kept == null ? 0 : kept.held();
        held -= Math.min(held, asked.settled());
        held -= Math.min(held, asked.back());
        long after = calls ? 0 : swept.spent + asked.settled();
        long left = asked.limit() - after - swept.lost - swept.leased() - held;
        if (asked.need() > 0 && asked.need() > left) {
            LedgerRow stands = kept == null ? swept : swept.with(replica, kept);
            return new Next.NoRoom(stands.balance(asked.counter(), replica));
        }
        int replicas = swept.replicas() + 1;
        long granted = grant(left, asked.need(), asked.want(), replicas);
        held += granted;
        Lease next = new Lease(held, Math.min(held, asked.open()), number, expires);
        LedgerRow row = new LedgerRow(after, swept.lost, swept.leases).with(replica, next);
        long more = granted - asked.need();
        long most = granted == 0
                ? Long.MAX_VALUE
                : asked.limit() - (row.taken() - taken()) - more * ((long) SHARE * replicas - 1);
        return new Next.Changed(row, row.balance(asked.counter(), replica), most);
    }

    /**
     * How much is leased: what is needed, and of what is wanted so little that no replica can hold what others need.
     * Near the end it is what is needed alone. If not all that is wanted can be had, it is a multiple of what is
     * needed, or nothing where nothing is: otherwise several replicas could be left with parts of a request each.
     *
     * @param left before; at least {@code need}, or {@code need} is 0
     * @param replicas that hold a lease, the asking one included
     */
    static long grant(long left, long need, long want, int replicas) {
        long share = share(left - need, replicas);
        if (want - need <= share) {
            return want;
        }
        return need == 0 ? 0 : need + share - share % need;
    }

    /** What a replica gets at most of what is left beyond its need. */
    static long share(long left, int replicas) {
        return Math.max(0, left) / ((long) SHARE * Math.max(1, replicas));
    }

    /** How the counter stands for a replica. */
    public Balance balance(Counter counter, String replica) {
        Lease own = leases.get(replica);
        return own == null || own.held() == 0
                ? new Balance(counter, spent, lost, leased(), 0, 0, 0, replicas())
                : new Balance(counter, spent, lost, leased(), own.held(), own.open(), own.sequence(), replicas());
    }

    /** What all replicas hold. */
    public long leased() {
        long leased = 0;
        for (Lease lease : leases.values()) {
            leased += lease.held();
        }
        return leased;
    }

    /** What is gone from the limit. */
    public long taken() {
        return spent + lost + leased();
    }

    /** How many hold something. */
    private int replicas() {
        int holding = 0;
        for (Lease lease : leases.values()) {
            holding += lease.held() > 0 ? 1 : 0;
        }
        return holding;
    }

    private LedgerRow with(String replica, Lease lease) {
        Map<String, Lease> more = new HashMap<>(leases);
        more.put(replica, lease);
        return new LedgerRow(spent, lost, more);
    }

    private static boolean isGone(@Nullable Lease own, long number, long sequence) {
        if (own == null) {
            return sequence > 0;
        }
        return own.sequence() > number || (sequence > 0 && sequence != own.sequence());
    }

    /**
     * Without the asking replica's lease, and those that have expired or were given up. What was open of these is lost;
     * but calls of a dead process do not run any more.
     */
    private LedgerRow without(String replica, boolean kept, Instant now, boolean calls) {
        long gone = lost;
        @Nullable Map<String, Lease> rest = null;
        for (Map.Entry<String, Lease> each : leases.entrySet()) {
            boolean own = each.getKey().equals(replica);
            if (own || each.getValue().isExpired(now)) {
                rest = rest == null ? new HashMap<>(leases) : rest;
                rest.remove(each.getKey());
                gone += calls || (own && kept) ? 0 : each.getValue().open();
            }
        }
        return rest == null ? this : new LedgerRow(spent, gone, rest);
    }
}
