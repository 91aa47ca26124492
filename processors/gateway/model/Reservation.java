package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request was promised of its budgets and rates, from the stage quota to the call's single end. Thread-safe. */
public interface Reservation {
    /** Of a request that nothing limits. */
    Reservation NONE = new Reservation() {
        @Override
        public @Nullable Failure begin(Deployment next, List<Attempt> before) {
            return null;
        }

        @Override
        public void changed(Request request) {}

        @Override
        public Rates rates() {
            return Rates.NONE;
        }
    };

    /**
     * Reserves what a call may cost at most, on top of what earlier attempts may have cost. May block for one call of
     * the ledger.
     *
     * @param next who is to be called
     * @param before what was tried already
     * @return why it must not be called; null if it may
     */
    @Nullable Failure begin(Deployment next, List<Attempt> before);

    /** The prompt goes in another form, whose worst case holds from now on: {@link #begin} reserves what it lacks. */
    void changed(Request request);

    /** What is left for the caller now. */
    Rates rates();
}
