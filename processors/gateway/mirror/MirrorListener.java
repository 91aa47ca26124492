package gateway.mirror;

import gateway.model.FinishReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of mirrored requests. Must not throw and not block. */
public interface MirrorListener {
    /** What became of a copy. */
    enum Result {
        ANSWERED,
        /** By residency, a kill switch, a budget, a guardrail or all providers. */
        REFUSED,
        /** Too many copies were under way: it was not sent. */
        DROPPED
    }

    /**
     * One of two answers to the same request.
     *
     * @param model who answered
     * @param took from the whole request to the end of the answer
     * @param outputTokens its length
     * @param finish why it ended; null if nobody knows
     */
    record Side(
            String model,
            Duration took,
            long outputTokens,
            @Nullable FinishReason finish) {}

    /** A copy has come to its end, or was not made. */
    void mirrored(String from, String to, Result result);

    /** Both answers are there. */
    void compared(Side served, Side mirror);
}
