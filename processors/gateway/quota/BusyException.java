package gateway.quota;

import gateway.control.StoreException;

/** The ledger can be reached, but others write the same counters all the time; the same exchange may do later. */
public final class BusyException extends StoreException {
    private static final long serialVersionUID = 1;

    /** Says what could not be done. */
    public BusyException(String problem) {
        super(problem);
    }
}
