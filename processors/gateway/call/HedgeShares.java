package gateway.call;

import java.util.HashMap;
import java.util.Map;

/**
 * How many of the calls by a name may be hedged: each call earns its share, and a hedge costs one. Up to
 * {@value #MOST_SAVED} hedges can be saved up. Thread-safe.
 */
public final class HedgeShares {
    private static final int MOST_SAVED = 10;

    private final Map<String, Account> byName = new HashMap<>();

    /**
     * Takes the shares.
     *
     * @param shares by the name that is asked for, such as an alias: at most so many of its calls, 0 to 1
     */
    public HedgeShares(Map<String, Double> shares) {
        shares.forEach((name, share) -> byName.put(name, new Account(share)));
    }

    /** Whether calls by a name may be hedged at all. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Counts a call. */
    void count(String name) {
        Account account = byName.get(name);
        if (account != null) {
            account.earn();
        }
    }

    /** Takes a hedge, if there is one left. */
    boolean take(String name) {
        Account account = byName.get(name);
        return account != null && account.take();
    }

    /** The hedge was not made. */
    void giveBack(String name) {
        Account account = byName.get(name);
        if (account != null) {
            account.giveBack();
        }
    }

    private static final class Account {
        private final double share;
        private double saved;

        Account(double share) {
            this.share = share;
        }

        synchronized void earn() {
            saved = Math.min(MOST_SAVED, saved + share);
        }

        synchronized boolean take() {
            if (saved < 1) {
                return false;
            }
            saved--;
            return true;
        }

        synchronized void giveBack() {
            saved++;
        }
    }
}
