package gateway.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Several calls that belong together, {@value #WIDTH} at a time: the next one begins when one has ended. The first
 * failure ends all of them. Thread-safe.
 *
 * @param <T> what a call gives
 */
public final class Fan<T> {
    /** So many calls at once: a request for vectors shall not take an account's whole rate. */
    public static final int WIDTH = 8;

    private final List<? extends Leg<T>> legs;
    private final Predicate<T> well;
    private final List<Leg<T>> running = new ArrayList<>();
    private final Map<Integer, T> results = new TreeMap<>();
    private final CompletableFuture<List<T>> all = new CompletableFuture<>();
    private int begun;
    private boolean ended;

    /**
     * Begins nothing yet.
     *
     * @param well whether a result is one; the first that is none ends all, and is the only one that is given
     */
    public Fan(List<? extends Leg<T>> legs, Predicate<T> well) {
        this.legs = List.copyOf(legs);
        this.well = well;
    }

    /** One call. */
    public interface Leg<T> {
        /** Begins it; called once. */
        CompletableFuture<T> start();

        /** Gives it up. */
        void cancel();
    }

    /** Begins, and gives the results in the order of the calls. */
    public CompletableFuture<List<T>> start() {
        for (int i = 0; i < Math.min(WIDTH, legs.size()); i++) {
            next();
        }
        return all;
    }

    /** Gives up all that is under way; nothing begins any more. */
    public void cancel() {
        List<Leg<T>> left;
        synchronized (this) {
            ended = true;
            left = List.copyOf(running);
            running.clear();
        }
        left.forEach(Leg::cancel);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what it completes is the result of all
    private void next() {
        Leg<T> leg;
        int index;
        synchronized (this) {
            if (ended || begun == legs.size()) {
                return;
            }
            index = begun++;
            leg = legs.get(index);
            running.add(leg);
        }
        leg.start().whenComplete((result, failure) -> {
            // the cause is told first: what is given up because of it fails, too
            if (failure != null) {
                all.completeExceptionally(failure);
                cancel();
            } else if (!well.test(result)) {
                all.complete(List.of(result));
                cancel();
            } else if (took(index, leg, result)) {
                all.complete(List.copyOf(results.values()));
            } else {
                next();
            }
        });
    }

    /** Keeps a result; whether it was the last. */
    private synchronized boolean took(int index, Leg<T> leg, T result) {
        running.remove(leg);
        results.put(index, result);
        return results.size() == legs.size();
    }
}
