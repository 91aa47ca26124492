package gateway.admin;

import gateway.control.StoreException;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Kill switches in memory, which can be made to fail. */
final class MemorySwitches implements SwitchStore {
    private final Map<String, Switch> switches = new TreeMap<>();
    private long readings;
    private boolean down;

    /** From now on nothing can be read or written, or everything again. */
    void down(boolean now) {
        down = now;
    }

    /** Everything that is thrown, whether the store is down or not. */
    Map<String, Switch> thrown() {
        return Map.copyOf(switches);
    }

    @Override
    public StoredSwitches read() {
        check();
        return new StoredSwitches(++readings, 0, 0, List.copyOf(switches.values()), List.of());
    }

    @Override
    public void put(Switch thrown) {
        check();
        switches.put(thrown.path(), thrown);
    }

    @Override
    public void remove(Scope scope, String name) {
        check();
        switches.remove(Switch.word(scope) + "/" + name);
    }

    private void check() {
        if (down) {
            throw new StoreException("the store of switches is down for a test");
        }
    }
}
