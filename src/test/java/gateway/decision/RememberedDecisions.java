package gateway.decision;

import gateway.control.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A store in memory, which fails as often as it is told to. Thread-safe. */
final class RememberedDecisions implements DecisionStore {
    private final List<StoredDecision> all = new CopyOnWriteArrayList<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final List<Instant> expiries = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    /** Fails the next so many times. */
    void fail(int times) {
        failures.set(times);
    }

    List<StoredDecision> all() {
        return new ArrayList<>(all);
    }

    /** The sizes of the batches that it was given, those that it refused included. */
    List<Integer> batches() {
        return batches;
    }

    List<Instant> expiries() {
        return expiries;
    }

    @Override
    public void append(List<StoredDecision> decisions) {
        batches.add(decisions.size());
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreException("the disk is full");
        }
        all.addAll(decisions);
    }

    @Override
    public @Nullable StoredDecision find(String id) {
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
    }

    @Override
    public @Nullable StoredDecision findAnswer(String tenant, String completion) {
        throw new UnsupportedOperationException("is not asked");
    }

    @Override
    public List<StoredDecision> search(DecisionQuery query) {
        throw new UnsupportedOperationException("is not asked");
    }

    @Override
    public List<ResidencyCount> residency(Instant from, Instant to) {
        throw new UnsupportedOperationException("is not asked");
    }

    @Override
    public void expire(Instant before) {
        expiries.add(before);
    }
}
