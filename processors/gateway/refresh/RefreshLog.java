package gateway.refresh;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the last refresh of each source went. Thread-safe. */
public final class RefreshLog {
    private final InstantSource clock;
    private final Map<Source, State> states = new ConcurrentHashMap<>();
    private final Consumer<List<String>> listener;
    private final AtomicReference<List<String>> unreadable = new AtomicReference<>(List.of());

    /**
     * Takes the time.
     *
     * @param listener is told of the switches that make no sense, whenever they are others than before
     */
    public RefreshLog(InstantSource clock, Consumer<List<String>> listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** What is refreshed. */
    public enum Source {
        REGISTRY,
        SWITCHES
    }

    /**
     * How a source stands.
     *
     * @param succeeded when it was last read and taken; null = never
     * @param failures how often it failed since then
     * @param problem why it failed last; null = it did not fail since then
     */
    public record State(
            @Nullable Instant succeeded,
            long failures,
            @Nullable String problem) {
        static final State UNKNOWN = new State(null, 0, null);
    }

    /** A source was read and taken. */
    public void succeeded(Source source) {
        states.put(source, new State(clock.instant(), 0, null));
    }

    /**
     * A source could not be read, or what it holds does not hold.
     *
     * @param problem without content
     * @return whether this is news: the first failure in a row, or another problem than before
     */
    public boolean failed(Source source, String problem) {
        State[] before = new State[1];
        states.compute(source, (key, old) -> {
            before[0] = old == null ? State.UNKNOWN : old;
            return new State(before[0].succeeded(), before[0].failures() + 1, problem);
        });
        return !problem.equals(before[0].problem());
    }

    /** Names the switches that make no sense, as of the last reading. */
    public void unreadable(List<String> names) {
        if (!unreadable.getAndSet(List.copyOf(names)).equals(names)) {
            listener.accept(List.copyOf(names));
        }
    }

    /** The switches that make no sense, as of the last reading. */
    public List<String> unreadable() {
        return unreadable.get();
    }

    /** How a source stands. */
    public State of(Source source) {
        return states.getOrDefault(source, State.UNKNOWN);
    }
}
