package gateway.api;

import gateway.model.RefusedException;
import gateway.wire.Problem;
import org.jspecify.annotations.Nullable;

/** Is told of every request that is refused. Must not throw and not block. */
@FunctionalInterface
public interface RefusalListener {
    /**
     * A request was refused.
     *
     * @param requestId its id
     * @param problem what the client is told; its message may quote the client's words
     * @param cause what led to it; null for a fault of ours
     */
    void refused(String requestId, Problem problem, @Nullable RefusedException cause);
}
