package gateway.quota;

import java.util.List;

/** The ledger's answer: all exchanges were carried out, or none. */
public sealed interface Verdict {
    /**
     * All were carried out.
     *
     * @param balances in the order of the exchanges
     */
    record Done(List<Balance> balances) implements Verdict {
        public Done {
            balances = List.copyOf(balances);
        }
    }

    /**
     * None was, as a limit has no room for what was needed.
     *
     * @param balances of the counters that have no room
     */
    record NoRoom(List<Balance> balances) implements Verdict {
        public NoRoom {
            balances = List.copyOf(balances);
        }
    }

    /**
     * None was, as leases have expired and were taken back: what was in use of them counts as spent.
     *
     * @param counters whose leases
     */
    record Gone(List<Counter> counters) implements Verdict {
        public Gone {
            counters = List.copyOf(counters);
        }
    }
}
