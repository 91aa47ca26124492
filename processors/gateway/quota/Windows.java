package gateway.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The slices of one owner's counters by window: of the present one, of one that begins soon, and of those that are not
 * settled yet. Guarded by the lock of its {@link Slices}.
 */
final class Windows {
    /** So long before a window begins it is leased of, so that requests do not wait for that when it does. */
    private static final Duration EARLY = Duration.ofSeconds(2);

    private final Map<Claim.Key, Slice> present = new HashMap<>();
    private final Map<Claim.Key, Slice> coming = new HashMap<>();
    private final Set<Slice> ended = new HashSet<>();

    Collection<Slice> present() {
        return present.values();
    }

    Collection<Slice> coming() {
        return coming.values();
    }

    Collection<Slice> ended() {
        return ended;
    }

    /** The slice that was used last; null if there is none. */
    @Nullable Slice find(Claim.Key key) {
        return present.get(key);
    }

    /** Puts a slice in the place of another of the same counter. */
    void replace(Slice old, Slice fresh) {
        Claim.Key key = new Claim.Key(old.counter().scope(), old.counter().measure());
        if (!present.replace(key, old, fresh) && !coming.replace(key, old, fresh) && ended.remove(old)) {
            ended.add(fresh);
        }
    }

    /** The slice of the present window. */
    Slice slice(Claim claim, Instant now) {
        Slice before = present.get(claim.key());
        Slice slice = before;
        while (slice != null && slice.isOver(now)) {
            slice = turn(claim.key(), slice);
        }
        if (slice == null) {
            slice = begin(before, counter(claim, now));
            present.put(claim.key(), slice);
        }
        slice.limit(claim.limit(), claim.softPercent());
        if (slice.isOver(now.plus(EARLY)) && !coming.containsKey(claim.key())) {
            Counter next = Counter.at(
                    claim.scope(),
                    claim.measure(),
                    claim.zone(),
                    slice.counter().ends());
            // a day can begin twice where the time zone has just been changed
            if (!next.key().equals(slice.counter().key())) {
                coming.put(claim.key(), Slice.early(slice, next));
            }
        }
        return slice;
    }

    /** A day that has ended begins anew where the tenant has moved west; of one counter there is but one slice. */
    private Slice begin(@Nullable Slice before, Counter counter) {
        for (Slice slice : ended) {
            if (slice.counter().key().equals(counter.key())) {
                ended.remove(slice);
                slice.move(counter);
                return slice;
            }
        }
        return Slice.after(before, counter);
    }

    static Counter counter(Claim claim, Instant now) {
        return Counter.at(claim.scope(), claim.measure(), claim.zone(), now);
    }

    /** Ends the windows that are over, and forgets those that are settled. */
    void retire(Instant now) {
        for (Map.Entry<Claim.Key, Slice> each : List.copyOf(present.entrySet())) {
            if (each.getValue().isOver(now)) {
                turn(each.getKey(), each.getValue());
            }
        }
        ended.removeIf(Slice::isSettled);
    }

    /**
     * Ends a window and gives the slice of the next one, if there is one yet. A minute that has passed needs no books;
     * a budget is kept until all its calls are settled.
     */
    private @Nullable Slice turn(Claim.Key key, Slice over) {
        if (key.measure().isMoney()) {
            ended.add(over);
        }
        Slice next = coming.remove(key);
        if (next == null) {
            present.remove(key);
        } else {
            present.put(key, next);
        }
        return next;
    }
}
