package gateway.killswitch;

import java.util.List;

/**
 * Every switch that a store holds, as of one moment.
 *
 * @param readNanos when the reading began, in nanoseconds of the process's ticker: of two readings the later holds
 * @param revision of the switches; 0 where the store counts none
 * @param registryRevision of the registry, which is polled together with the switches
 * @param switches those that are thrown
 * @param unreadable those that stand there but make no sense, and so count as on
 */
public record StoredSwitches(
        long readNanos, long revision, long registryRevision, List<Switch> switches, List<String> unreadable) {
    public StoredSwitches {
        switches = List.copyOf(switches);
        unreadable = List.copyOf(unreadable);
    }
}
