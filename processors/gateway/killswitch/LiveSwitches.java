package gateway.killswitch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The kill switches in use: a change holds for every check that begins after it. Reads never block. Thread-safe. */
public final class LiveSwitches implements SwitchSource {
    private final AtomicReference<State> state = new AtomicReference<>(new State(Long.MIN_VALUE, Switches.NONE));
    private final List<Consumer<Switches>> listeners = new CopyOnWriteArrayList<>();

    private record State(long readNanos, Switches switches) {}

    @Override
    public Switches current() {
        return state.get().switches();
    }

    /** Is told of each snapshot that differs from the one before, on the thread that takes it over. */
    public void onChange(Consumer<Switches> listener) {
        listeners.add(listener);
    }

    /**
     * Takes over what a store holds, unless a later reading was taken over already.
     *
     * @return whether it was taken
     */
    public boolean take(StoredSwitches stored) {
        Map<String, Switch> byPath = new HashMap<>();
        stored.switches().forEach(each -> byPath.put(each.path(), each));
        while (true) {
            State before = state.get();
            if (stored.readNanos() < before.readNanos()) {
                return false;
            }
            boolean same = before.switches().byPath().equals(byPath);
            long revision = stored.revision() != 0
                    ? stored.revision()
                    : before.switches().revision() + (same ? 0 : 1);
            Switches next = new Switches(revision, byPath);
            if (state.compareAndSet(before, new State(stored.readNanos(), next))) {
                if (!same) {
                    listeners.forEach(listener -> listener.accept(next));
                }
                return true;
            }
        }
    }
}
