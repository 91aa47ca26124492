package gateway.quota;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The slices of one owner's counters, of this window and of those that are not settled yet. Thread-safe. */
final class Slices {
    /** For so long it is believed that the ledger has no room, so that refusals do not wait for it. */
    private static final long FULL_MILLIS = 100;

    private final QuotaTimes times;
    private final InstantSource clock;
    private final QuotaListener listener;
    private final Windows windows = new Windows();
    private long beats;

    Slices(QuotaTimes times, InstantSource clock, QuotaListener listener) {
        this.times = times;
        this.clock = clock;
        this.listener = listener;
    }

    /** Reserves all claims from what is leased; null if they do not fit. */
    synchronized @Nullable Hold take(List<Claim> claims) {
        Instant now = clock.instant();
        long millis = now.toEpochMilli();
        return hold(claims, now, (slice, amount) -> slice.fits(amount, millis));
    }

    /**
     * The same while the ledger cannot be reached.
     *
     * @param microUsd what may be spent of each budget on top
     */
    synchronized @Nullable Hold takeOnCredit(List<Claim> claims, long microUsd) {
        Instant now = clock.instant();
        long millis = now.toEpochMilli();
        return hold(claims, now, (slice, amount) -> slice.fitsOnCredit(amount, millis, microUsd));
    }

    private interface Room {
        boolean isThere(Slice slice, long amount);
    }

    private @Nullable Hold hold(List<Claim> claims, Instant now, Room room) {
        List<Hold.Part> parts = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            Slice slice = windows.slice(claim, now);
            if (!room.isThere(slice, claim.amount())) {
                return null;
            }
            parts.add(new Hold.Part(slice, claim.amount(), false));
        }
        long millis = now.toEpochMilli();
        for (Hold.Part part : parts) {
            part.slice().take(part.amount(), millis);
        }
        return new Hold(parts);
    }

    /** Takes note that a request waits, so that the next call of the ledger asks for it too. */
    synchronized List<Hold.Part> queue(List<Claim> claims) {
        Instant now = clock.instant();
        List<Hold.Part> queued = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            Slice slice = windows.slice(claim, now);
            slice.queue(claim.amount());
            queued.add(new Hold.Part(slice, claim.amount(), false));
        }
        return queued;
    }

    synchronized void unqueue(List<Hold.Part> queued) {
        queued.forEach(part -> part.slice().queue(-part.amount()));
    }

    /** The claim for which the ledger has just had no room; null if that is not known of any. */
    synchronized Reserved.@Nullable Full knownFull(List<Claim> claims) {
        Instant now = clock.instant();
        for (Claim claim : claims) {
            Slice slice = windows.slice(claim, now);
            if (slice.isKnownFull(claim.amount(), now.toEpochMilli())) {
                return full(claim, slice);
            }
        }
        return null;
    }

    /** The call of the ledger without which claims cannot be met. */
    synchronized Round ask(List<Claim> claims) {
        Instant now = clock.instant();
        List<Slice> asked = new ArrayList<>(claims.size());
        List<Exchange> exchanges = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            Slice slice = windows.slice(claim, now);
            if (!slice.fits(claim.amount(), now.toEpochMilli())) {
                asked.add(slice);
                exchanges.add(slice.ask(claim.amount()));
            }
        }
        return new Round(asked, exchanges, now.plus(times.lease()));
    }

    /** Learns what is used in so much time. */
    synchronized void beat(double seconds) {
        beats++;
        windows.retire(clock.instant());
        windows.present().forEach(slice -> slice.beat(seconds));
    }

    /** A call of the ledger that is due by itself; empty if none is that was not made since the last beat. */
    synchronized Round due() {
        Instant now = clock.instant();
        List<Slice> due = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        due(now, windows.present(), false, due, exchanges);
        due(now, windows.coming(), false, due, exchanges);
        due(now, windows.ended(), true, due, exchanges);
        return new Round(due, exchanges, now.plus(times.lease()));
    }

    private void due(Instant now, Iterable<Slice> among, boolean over, List<Slice> due, List<Exchange> exchanges) {
        for (Slice slice : among) {
            if (due.size() < LedgerTurn.MOST
                    && slice.isDue(now.toEpochMilli(), times, over)
                    && slice.isFirstTurn(beats)) {
                due.add(slice);
                exchanges.add(slice.refresh(now.toEpochMilli(), times.idle(), over));
            }
        }
    }

    /** A call of the ledger that gives back what no call uses; empty once there is none. */
    synchronized Round last() {
        Instant now = clock.instant();
        List<Slice> rest = Stream.of(windows.present(), windows.coming(), windows.ended())
                .flatMap(Collection::stream)
                .filter(Slice::isUnsettled)
                .limit(LedgerTurn.MOST)
                .toList();
        List<Exchange> exchanges = rest.stream()
                .map(slice -> slice.refresh(now.toEpochMilli(), times.idle(), true))
                .toList();
        return new Round(rest, exchanges, now.plus(times.lease()));
    }

    /** Takes over what the ledger has said. */
    synchronized void take(Round round, Verdict verdict) {
        long now = clock.millis();
        long until = round.expires().minus(times.margin()).toEpochMilli();
        switch (verdict) {
            case Verdict.Done done -> {
                for (int i = 0; i < round.slices().size(); i++) {
                    Slice slice = round.slices().get(i);
                    slice.done(done.balances().get(i), now, until);
                    if (slice.isSoft()) {
                        listener.soft(slice.counter(), slice.spent(), slice.limit());
                    }
                }
            }
            case Verdict.NoRoom none -> {
                round.slices().forEach(Slice::undone);
                none.balances().forEach(balance -> noRoom(balance, round, now + FULL_MILLIS));
            }
            case Verdict.Gone gone -> {
                for (Slice slice : round.slices()) {
                    if (gone.counters().contains(slice.counter())) {
                        lose(slice);
                    } else {
                        slice.undone();
                    }
                }
            }
        }
    }

    private static void noRoom(Balance balance, Round round, long until) {
        for (Slice slice : round.slices()) {
            if (slice.counter().equals(balance.counter())) {
                slice.noRoom(balance, until);
            }
        }
    }

    private void lose(Slice slice) {
        windows.replace(slice, slice.lose());
        listener.leaseLost(slice.counter());
    }

    /** The claim that a verdict has no room for; null if there is room for all. */
    synchronized Reserved.@Nullable Full full(List<Claim> claims, Verdict verdict) {
        if (verdict instanceof Verdict.NoRoom none) {
            Instant now = clock.instant();
            for (Balance balance : none.balances()) {
                for (Claim claim : claims) {
                    Slice slice = windows.slice(claim, now);
                    if (slice.counter().equals(balance.counter())) {
                        return full(claim, slice);
                    }
                }
            }
        }
        return null;
    }

    /** Ends a reservation. */
    synchronized void settle(Hold hold, ToLongFunction<Counter> actual) {
        for (Hold.Part part : hold.parts()) {
            Counter counter = part.slice().counter();
            long used = part.further() ? 0 : actual.applyAsLong(counter);
            part.slice().settle(part.amount(), used);
            if (used > part.amount()) {
                listener.exceeded(counter, used - part.amount());
            }
        }
    }

    /**
     * What is left of each claim's counter, as far as is known, in their order. A call that began long ago may ask, so
     * that its limits need not be those of today: they change nothing here.
     */
    synchronized List<Reserved.Full> left(List<Claim> claims) {
        Instant now = clock.instant();
        return claims.stream().map(claim -> left(claim, now)).toList();
    }

    private Reserved.Full left(Claim claim, Instant now) {
        Slice slice = windows.find(claim.key());
        return slice == null || slice.isOver(now)
                ? new Reserved.Full(
                        claim, claim.limit(), Windows.counter(claim, now).ends())
                : new Reserved.Full(
                        claim, slice.left(claim.limit()), slice.counter().ends());
    }

    private static Reserved.Full full(Claim claim, Slice slice) {
        return new Reserved.Full(claim, slice.left(), slice.counter().ends());
    }
}
