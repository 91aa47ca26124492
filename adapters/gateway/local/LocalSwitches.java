package gateway.local;

import gateway.killswitch.Switch;
import gateway.killswitch.SwitchSource;
import gateway.killswitch.Switches;
import java.util.concurrent.atomic.AtomicReference;

/** Kill switches in memory: a change holds for every check that begins after it. Thread-safe. */
public final class LocalSwitches implements SwitchSource {
    private final AtomicReference<Switches> switches = new AtomicReference<>(Switches.NONE);

    @Override
    public Switches current() {
        return switches.get();
    }

    /** Throws a switch. */
    public Switches put(Switch thrown) {
        return switches.updateAndGet(now -> now.with(thrown));
    }

    /** Takes a switch back. */
    public Switches remove(String path) {
        return switches.updateAndGet(now -> now.without(path));
    }
}
