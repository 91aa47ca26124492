package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The leases that this replica holds of one owner's counters: a tenant's, or those of a provider's account. Requests
 * are served from them without asking; where one does not do, a request waits for one call of the ledger, which asks
 * for all that wait. Thread-safe.
 */
final class LeaseBook {
    private static final int TRIES = 8;

    /** So long a request waits for others that ask the ledger, and for a ledger that others keep busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** After the ledger could not be reached, it is tried again so often; no request waits for that. */
    private static final long RETRY_MILLIS = 1_000;

    private static final long UP = Long.MIN_VALUE;

    private final Ledger ledger;
    private final String replica;
    private final long creditMicroUsd;
    private final InstantSource clock;
    private final QuotaListener listener;
    private final Slices slices;
    private final ReentrantLock exchanging = new ReentrantLock();
    /** When the ledger is to be tried again that could not be reached. */
    private final AtomicLong retryAt = new AtomicLong(UP);

    private long rounds;
    private @Nullable Round doubtful;

    /**
     * Begins with no lease.
     *
     * @param replica this one's name in the ledger
     * @param creditMicroUsd what may be spent of each budget while the ledger cannot be reached
     */
    LeaseBook(
            Ledger ledger,
            String replica,
            QuotaTimes times,
            long creditMicroUsd,
            InstantSource clock,
            QuotaListener listener) {
        this.ledger = ledger;
        this.replica = replica;
        this.creditMicroUsd = creditMicroUsd;
        this.clock = clock;
        this.listener = listener;
        this.slices = new Slices(times, clock, listener);
    }

    /** Reserves all claims or none. May block for calls of the ledger. */
    Reserved reserve(List<Claim> claims) {
        if (claims.isEmpty()) {
            return new Reserved.Held(Hold.NOTHING);
        }
        Hold hold = slices.take(claims);
        if (hold != null) {
            return new Reserved.Held(hold);
        }
        if (isDown()) {
            return onCredit(claims);
        }
        List<Hold.Part> queued = slices.queue(claims);
        try {
            return exchanging.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? lease(claims)
                    : new Reserved.Unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reserved.Unreachable();
        } finally {
            if (exchanging.isHeldByCurrentThread()) {
                exchanging.unlock();
            }
            slices.unqueue(queued);
        }
    }

    private Reserved lease(List<Claim> claims) {
        long until = clock.millis() + PATIENCE.toMillis();
        for (int i = 0; i < TRIES && clock.millis() < until; i++) {
            Hold hold = slices.take(claims);
            if (hold != null) {
                return new Reserved.Held(hold);
            }
            Reserved.Full known = slices.knownFull(claims);
            if (known != null) {
                return known;
            }
            if (isDown()) {
                return onCredit(claims);
            }
            try {
                if (!resolveDoubt(true)) {
                    Reserved.Full full = slices.full(claims, carryOut(slices.ask(claims), true));
                    if (full != null) {
                        return full;
                    }
                }
            } catch (BusyException e) {
                // it is there: the same is asked again
                listener.busy();
            } catch (RuntimeException e) {
                down(e);
            }
        }
        // others are in the way for too long, or what was leased for this one is gone each time
        return new Reserved.Unreachable();
    }

    private Reserved onCredit(List<Claim> claims) {
        Hold hold = creditMicroUsd == 0 ? null : slices.takeOnCredit(claims, creditMicroUsd);
        return hold == null ? new Reserved.Unreachable() : new Reserved.Held(hold);
    }

    /**
     * Ends a reservation.
     *
     * @param actual what was really used of a counter; more than was reserved is booked too
     */
    void settle(Hold hold, ToLongFunction<Counter> actual) {
        slices.settle(hold, actual);
    }

    /** What is left of each claim's counter, as far as is known, in their order. */
    List<Reserved.Full> left(List<Claim> claims) {
        return slices.left(claims);
    }

    /**
     * Renews leases, gives them back and takes them ahead of need. Not to be called by two threads at once.
     *
     * @param seconds since the last time
     */
    void beat(double seconds) {
        boolean more = turn(() -> slices.beat(seconds));
        while (more) {
            more = turn(() -> {});
        }
    }

    /** One call of the ledger, between which requests get theirs; false if there was nothing to do. */
    private boolean turn(Runnable first) {
        if (clock.millis() < retryAt.get() || !exchanging.tryLock()) {
            return false;
        }
        try {
            resolveDoubt(false);
            first.run();
            Round round = slices.due();
            carryOut(round, false);
            return !round.exchanges().isEmpty();
        } catch (BusyException e) {
            listener.busy();
            return false;
        } catch (RuntimeException e) {
            // whatever it is, leases are looked after again in a moment
            down(e);
            return false;
        } finally {
            exchanging.unlock();
        }
    }

    /** Gives back all that no call uses. */
    void close() {
        exchanging.lock();
        try {
            resolveDoubt(false);
            for (Round round = slices.last(); !round.exchanges().isEmpty(); round = slices.last()) {
                carryOut(round, false);
            }
        } catch (RuntimeException e) {
            down(e);
        } finally {
            exchanging.unlock();
        }
    }

    /** Repeats the call whose answer was lost; false if there is none. */
    private boolean resolveDoubt(boolean waited) {
        Round before = doubtful;
        if (before == null) {
            return false;
        }
        carryOut(before, waited);
        return true;
    }

    private Verdict carryOut(Round round, boolean waited) {
        if (round.exchanges().isEmpty()) {
            // nothing is in doubt, so that the next request may try the ledger
            retryAt.set(UP);
            return new Verdict.Done(List.of());
        }
        if (doubtful == null) {
            rounds++;
        }
        doubtful = round;
        Instant started = clock.instant();
        Verdict verdict = ledger.exchange(replica, rounds, started, round.expires(), round.exchanges());
        listener.called(waited, Duration.between(started, clock.instant()));
        doubtful = null;
        retryAt.set(UP);
        slices.take(round, verdict);
        return verdict;
    }

    /** There is a call then whose answer was lost: the beat repeats it until the ledger can be reached again. */
    private boolean isDown() {
        return retryAt.get() != UP;
    }

    private void down(RuntimeException cause) {
        retryAt.set(clock.millis() + RETRY_MILLIS);
        listener.unreachable(cause);
    }
}
