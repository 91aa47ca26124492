package gateway.killswitch;

import gateway.killswitch.Switch.Scope;

/**
 * Where kill switches are kept. Calls block, so that no request of a client may make one. Thread-safe, also between
 * processes.
 */
public interface SwitchStore {
    /**
     * All switches.
     *
     * @throws gateway.control.StoreException if they cannot be read
     */
    StoredSwitches read();

    /**
     * Throws a switch, or throws it anew.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void put(Switch thrown);

    /**
     * Takes a switch back; nothing happens if it is not there.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void remove(Scope scope, String name);
}
