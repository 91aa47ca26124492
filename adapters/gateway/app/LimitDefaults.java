package gateway.app;

import gateway.ingress.LoadLimits;
import gateway.settings.Limits;

/** Load limits, from the size of the machine where the settings say 0. */
final class LimitDefaults {
    /** What a stream holds besides its request's body while its client does not read: one read, and what is unsent. */
    private static final long BYTES_PER_CALL = 96 * 1024;

    private static final int DECIDING_PER_PROCESSOR = 64;

    /** Calls at once on the management port. */
    static final int MANAGEMENT_CALLS = 100;

    private static final long MANAGEMENT_BYTES = 32 * 1024 * 1024;

    private LimitDefaults() {}

    /** Limits of the management port: of its own, so that a gateway under load can be looked at and switched off. */
    static LoadLimits management() {
        return new LoadLimits(MANAGEMENT_CALLS, MANAGEMENT_BYTES, MANAGEMENT_CALLS);
    }

    static LoadLimits of(Limits settings) {
        long heap = Runtime.getRuntime().maxMemory();
        int inFlight = settings.inFlight() > 0 ? settings.inFlight() : (int) (heap / 2 / BYTES_PER_CALL);
        long buffered = settings.buffered().count() > 0 ? settings.buffered().count() : heap / 4;
        int deciding = settings.deciding() > 0
                ? settings.deciding()
                : DECIDING_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
        return new LoadLimits(inFlight, buffered, deciding);
    }
}
