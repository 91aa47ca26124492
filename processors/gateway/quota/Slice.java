package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What this replica holds of one counter. Guarded by the lock of its {@link Slices}. */
final class Slice {
    /** A lease lasts for so many seconds of the present rate. */
    private static final double HELD_SECONDS = 4;

    /** So many seconds of the present rate may be used before the ledger is told. */
    private static final double OPEN_SECONDS = 1;

    private static final long UNBOUND = Long.MAX_VALUE;
    private static final long REPORT_MILLIS = 1_000;

    /** A lease is renewed so often before it would end. */
    private static final int RENEWALS = 3;

    private final Demand demand;
    private Counter counter;
    private long limit;
    private int softPercent = 100;
    private long held;
    private long open;
    private long sequence;
    private long expires = Long.MIN_VALUE;
    private long reserved;
    private long settled;
    private long reporting;
    private long openNext = UNBOUND;
    private long others;
    private long spentThere;
    private int replicas = 1;
    private long noRoomUntil = Long.MIN_VALUE;
    private long noRoomLeft;
    private long waiting;
    private long spokenAt;
    private long turn;
    private boolean told;
    private boolean lost;
    private boolean early;

    Slice(Counter counter) {
        this(counter, new Demand());
    }

    private Slice(Counter counter, Demand demand) {
        this.counter = counter;
        this.demand = demand;
    }

    /** One of a window that begins, with the rate of the one before, if there was one. */
    static Slice after(@Nullable Slice before, Counter counter) {
        if (before == null) {
            return new Slice(counter);
        }
        Slice next = new Slice(counter, before.demand.goingOn());
        next.limit(before.limit, before.softPercent);
        return next;
    }

    /** One of a window that will begin soon, to be leased of before it does. */
    static Slice early(Slice before, Counter counter) {
        Slice next = after(before, counter);
        next.early = true;
        return next;
    }

    Counter counter() {
        return counter;
    }

    /** The window has the same name still, but ends at another time, as the tenant's time zone has changed. */
    void move(Counter same) {
        counter = same;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(counter.ends());
    }

    void limit(long present, int percent) {
        limit = present;
        softPercent = percent;
    }

    long limit() {
        return limit;
    }

    /** Whether a claim fits into what may be used of the lease without asking. */
    boolean fits(long amount, long now) {
        long used = reserved + settled + amount;
        return amount == 0 || (now < expires && used + reporting <= open && used <= openNext);
    }

    /** Whether a claim fits while the ledger cannot be reached, with a credit on top of what is still leased. */
    boolean fitsOnCredit(long amount, long now, long creditMicroUsd) {
        long used = reserved + settled + reporting + amount;
        return used <= (counter.measure().isMoney() ? (now < expires ? open : 0) + creditMicroUsd : limit);
    }

    void take(long amount, long now) {
        reserved += amount;
        demand.take(amount, now);
    }

    /** Ends a reservation. */
    void settle(long amount, long actual) {
        reserved -= amount;
        if (!lost) {
            settled += actual;
        }
    }

    void queue(long amount) {
        waiting += amount;
    }

    /** What the ledger was known to have left, with what is unused here. */
    long left() {
        return left(limit);
    }

    /** The same of a limit that need not hold any more. */
    long left(long ofLimit) {
        return Math.max(0, ofLimit - others - reserved - settled - reporting);
    }

    /** Whether the ledger has just had no room for so much. */
    boolean isKnownFull(long amount, long now) {
        return amount > 0 && now < noRoomUntil && need(amount) > noRoomLeft;
    }

    /** What the lease lacks for a claim, once what is settled has been told. */
    private long need(long amount) {
        return Math.max(0, reserved + amount - kept());
    }

    private long kept() {
        return held - Math.min(held, settled + reporting);
    }

    /** The exchange without which a claim cannot be met. Meanwhile nobody else gets what it needs. */
    Exchange ask(long amount) {
        demand.ask(amount);
        long need = need(amount);
        long most = reserved + Math.max(amount, waiting);
        long want = need + demand.whole(wish(most, HELD_SECONDS) - kept() - need);
        Exchange exchange = begin(0, need, want, Math.max(reserved + amount, wish(most, OPEN_SECONDS)));
        openNext = reserved + Math.max(0, openNext - reserved - amount);
        return exchange;
    }

    /**
     * The exchange that is due by itself: gives back what is not used, and takes more before it is short.
     *
     * @param over whether the window has ended
     */
    Exchange refresh(long now, Duration idle, boolean over) {
        long kept = kept();
        if (over || demand.isIdle(now, idle)) {
            return begin(kept - Math.min(kept, reserved), 0, 0, reserved);
        }
        long wish = wish(reserved + waiting, HELD_SECONDS);
        long fair = Math.max(reserved, Math.min(wish, reserved + LedgerRow.share(left() + reserved, replicas)));
        long back = kept - reserved > 2 * (fair - reserved) ? demand.whole(kept - fair) : 0;
        long want = demand.whole(Math.min(wish - kept, LedgerRow.share(left() + reserved - kept, replicas)));
        return begin(back, 0, want, wish(reserved + waiting, OPEN_SECONDS));
    }

    /**
     * Whether the ledger should hear of this slice.
     *
     * @param over whether the window has ended
     */
    boolean isDue(long now, QuotaTimes times, boolean over) {
        boolean unused = over || demand.isIdle(now, times.idle());
        if (held == 0 && settled == 0) {
            return early && !unused;
        }
        long ahead = open - reserved - settled - reporting;
        boolean scarce = !unused && ahead < wish(0, OPEN_SECONDS) / 2 && left() > ahead;
        long silent = now - spokenAt;
        return scarce
                || (unused && kept() > reserved)
                || (settled > 0 && silent > REPORT_MILLIS)
                || silent > times.lease().toMillis() / RENEWALS;
    }

    /** Whether it had no turn in this beat; now it has. */
    boolean isFirstTurn(long beat) {
        boolean first = turn != beat;
        turn = beat;
        return first;
    }

    /** Whether the ledger does not know yet what was spent, or has leased more than is in use. */
    boolean isUnsettled() {
        return settled > 0 || kept() > reserved;
    }

    boolean isSettled() {
        return settled == 0 && reporting == 0 && reserved == 0 && held == 0;
    }

    private long wish(long most, double seconds) {
        return most + demand.ahead(seconds, limit);
    }

    /** Learns the rate. */
    void beat(double seconds) {
        demand.beat(counter.measure() == Measure.CONCURRENT ? Double.POSITIVE_INFINITY : seconds);
    }

    private Exchange begin(long back, long need, long want, long mayOpen) {
        reporting = settled;
        settled = 0;
        long rest = held - Math.min(held, reporting) - back;
        openNext = Math.min(mayOpen, rest);
        return new Exchange(counter, limit, sequence, reporting, back, need, want, mayOpen);
    }

    /** The ledger has carried out the exchange. */
    void done(Balance balance, long now, long until) {
        spokenAt = now;
        early = false;
        reporting = 0;
        openNext = UNBOUND;
        held = balance.held();
        open = balance.open();
        sequence = balance.sequence();
        expires = held == 0 ? Long.MIN_VALUE : until;
        noRoomUntil = Long.MIN_VALUE;
        know(balance);
    }

    /** The ledger has no room, here or elsewhere. */
    void undone() {
        settled += reporting;
        reporting = 0;
        openNext = UNBOUND;
    }

    void noRoom(Balance balance, long until) {
        know(balance);
        noRoomUntil = until;
        noRoomLeft = Math.max(0, limit - balance.taken());
    }

    private void know(Balance balance) {
        others = balance.taken() - balance.held();
        spentThere = balance.spent() + balance.lost();
        replicas = balance.replicas();
    }

    /** Whether somebody is to be told now that so much is spent. */
    boolean isSoft() {
        if (told || !counter.measure().isMoney() || spent() < limit / 100.0 * softPercent) {
            return false;
        }
        told = true;
        return true;
    }

    /** What is spent, as far as it is known. */
    long spent() {
        return spentThere + settled + reporting;
    }

    /**
     * The lease was taken back; what may have been used of it is booked there. What was used on credit is not.
     *
     * @return what takes this slice's place
     */
    Slice lose() {
        lost = true;
        Slice fresh = after(this, counter);
        fresh.told = told;
        fresh.settled = Math.max(0, settled + reporting + reserved - open);
        settled = 0;
        reporting = 0;
        held = 0;
        open = 0;
        return fresh;
    }
}
