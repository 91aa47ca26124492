package gateway.feedback;

import gateway.control.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store in memory that can be told to fail. Thread-safe. */
public final class MemoryFeedback implements FeedbackStore {
    private final Map<String, Feedback> all = new ConcurrentHashMap<>();
    private final AtomicBoolean fails = new AtomicBoolean();

    /** Fails from now on, or not any more. */
    public void fail(boolean always) {
        fails.set(always);
    }

    @Override
    public boolean add(Feedback feedback) {
        if (fails.get()) {
            throw new StoreException("the disk is full");
        }
        return all.putIfAbsent(feedback.decision(), feedback) == null;
    }

    @Override
    public Map<String, Feedback> find(Collection<String> decisions) {
        Map<String, Feedback> found = new HashMap<>(all);
        found.keySet().retainAll(decisions);
        return found;
    }
}
