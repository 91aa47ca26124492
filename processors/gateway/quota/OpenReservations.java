package gateway.quota;

import gateway.Ticker;
import gateway.metering.AttemptCosts;
import gateway.metering.CountedInputs;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.metering.Spent;
import gateway.model.Attempt;
import gateway.token.InputTokens;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of calls that have not ended, by the request's id. Each is settled once: at the end of an answer, at
 * a refusal, or as its worst case when it has waited too long for either. Thread-safe.
 */
public final class OpenReservations implements EndListener, CountedInputs {
    private final Map<String, Entry> open = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final QuotaTimes times;
    private final QuotaListener listener;

    /** Takes the time, and how long a call may take. */
    public OpenReservations(Ticker ticker, QuotaTimes times, QuotaListener listener) {
        this.ticker = ticker;
        this.times = times;
        this.listener = listener;
    }

    private record Entry(CallReservation reservation, long sinceNanos) {}

    void add(String id, CallReservation reservation) {
        open.put(id, new Entry(reservation, ticker.nanos()));
    }

    @Override
    public void ended(Ended end) {
        settle(end.outcome().request().call().id(), end.spent());
    }

    /**
     * A request was refused, before or after some attempts.
     *
     * @return what these may have cost
     */
    public List<Spent> refused(String id, List<Attempt> attempts) {
        Entry entry = open.get(id);
        if (entry == null) {
            return List.of();
        }
        List<Spent> spent = AttemptCosts.ofRefused(entry.reservation().worst().input(), attempts);
        settle(id, spent);
        return spent;
    }

    /** The input of a call that has not ended, as it was counted; null for another call. */
    @Override
    public @Nullable InputTokens of(String id) {
        Entry entry = open.get(id);
        return entry == null ? null : entry.reservation().worst().input();
    }

    /** How many calls have not ended. */
    public int size() {
        return open.size();
    }

    /** Settles those that have been open for too long. */
    public void sweep() {
        long now = ticker.nanos();
        open.forEach((id, entry) -> {
            if (now - entry.sinceNanos() > times.reservation().toNanos() && open.remove(id, entry)) {
                entry.reservation().settleWorst();
                listener.expired(id);
            }
        });
    }

    void settle(String id, List<Spent> spent) {
        Entry entry = open.remove(id);
        if (entry != null) {
            entry.reservation().settle(spent);
        }
    }
}
