package gateway.usage;

import java.util.ArrayList;
import java.util.List;

/** Remembers what went wrong. Thread-safe. */
final class RememberedTrouble implements UsageListener {
    private final List<String> failures = new ArrayList<>();
    private Amounts lost = Amounts.NONE;

    @Override
    public synchronized void failed(RuntimeException cause, int times) {
        failures.add(times + " " + cause.getMessage());
    }

    @Override
    public synchronized void lost(Amounts amounts) {
        lost = lost.plus(amounts);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized Amounts lost() {
        return lost;
    }
}
