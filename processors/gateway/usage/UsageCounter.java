package gateway.usage;

import gateway.Ticker;
import gateway.admission.Admission;
import gateway.admission.ModelRegistry;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the usage of every call, answered or refused, for the {@link UsageWriter} to write. Holds a bounded number of
 * rows: beyond it, only what already has a row is added. Callers that nobody knows are not counted. Thread-safe.
 */
public final class UsageCounter implements EndListener {
    private final ModelRegistry models;
    private final InstantSource clock;
    private final Ticker ticker;
    private final int capacity;
    private final UsageListener listener;
    private final Lock lock = new ReentrantLock();
    private final Map<UsageKey, Amounts> rows = new HashMap<>();

    /**
     * Makes a counter that has counted nothing.
     *
     * @param models tell a model's name from anything else that a client may send in its place
     * @param clock tells when calls were received
     * @param ticker by which calls were received
     * @param capacity rows that may wait to be written
     * @param listener is told of usage that finds no place
     */
    public UsageCounter(
            ModelRegistry models, InstantSource clock, Ticker ticker, int capacity, UsageListener listener) {
        this.models = models;
        this.clock = clock;
        this.ticker = ticker;
        this.capacity = capacity;
        this.listener = listener;
    }

    @Override
    public void ended(Ended end) {
        add(
                end.outcome().decision().plan(),
                end.outcome().served().deployment().model(),
                Amounts.ofCall(end.usage(), end.estimated(), end.microUsd()));
    }

    /**
     * A request was refused.
     *
     * @param cause what led to it; null for a fault of ours, which is nobody's usage
     * @param microUsd what was spent on it before
     */
    public void refused(@Nullable RefusedException cause, long microUsd) {
        Plan plan = cause == null ? null : cause.plan();
        if (plan != null) {
            add(plan, model(plan), Amounts.ofRefusal(microUsd));
        }
    }

    /** Rows that wait to be written. */
    public int waiting() {
        lock.lock();
        try {
            return rows.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out some rows. */
    List<UsageRow> take(int limit) {
        List<UsageRow> taken = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Map.Entry<UsageKey, Amounts>> left = rows.entrySet().iterator();
            while (taken.size() < limit && left.hasNext()) {
                Map.Entry<UsageKey, Amounts> next = left.next();
                taken.add(new UsageRow(next.getKey(), next.getValue()));
                left.remove();
            }
        } finally {
            lock.unlock();
        }
        return taken;
    }

    private void add(Plan plan, String model, Amounts amounts) {
        Tenant tenant = plan.tenant();
        if (tenant.id().isEmpty()) {
            return;
        }
        String team = tenant.team();
        UsageKey key = new UsageKey(day(plan), tenant.id(), team == null ? "" : team, tenant.keyId(), model);
        boolean added;
        lock.lock();
        try {
            Amounts before = rows.get(key);
            added = before != null || rows.size() < capacity;
            if (added) {
                rows.put(key, before == null ? amounts : before.plus(amounts));
            }
        } finally {
            lock.unlock();
        }
        if (!added) {
            listener.lost(amounts);
        }
    }

    /** As the budgets have it: a call belongs to the day on which it began. */
    private LocalDate day(Plan plan) {
        long age = ticker.nanos() - plan.request().call().receivedNanos();
        Instant received = clock.instant().minusNanos(age);
        return LocalDate.ofInstant(received, plan.tenant().quota().zone());
    }

    /** The one model that it could have been, or the word of ours that stands for several. */
    private String model(Plan plan) {
        String word = plan.request().model();
        List<Deployment> places = plan.candidates();
        if (places.isEmpty()) {
            places = Admission.candidates(models.current(), word);
        }
        if (places == null || places.isEmpty()) {
            return "";
        }
        String first = places.getFirst().model();
        return places.stream().allMatch(place -> place.model().equals(first)) ? first : word;
    }
}
