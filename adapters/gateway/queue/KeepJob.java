package gateway.queue;

import gateway.Stage;
import gateway.api.job.JobJson;
import gateway.control.StoreException;
import gateway.idempotency.KeptReply;
import gateway.idempotency.OpenClaim;
import gateway.redelivery.Fate;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Ends a job's claim: with the reply, which the client can fetch from then on, or without one where the job is to be
 * tried again. Blocks. Thread-safe.
 */
public final class KeepJob implements Stage<Settled, Settled> {
    private final InstantSource clock;

    /** Takes the clock for when a job is over. */
    public KeepJob(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Settled apply(Settled settled) {
        OpenClaim claim = settled.answered().claim();
        if (claim == null) {
            return settled;
        }
        if (settled.fate() instanceof Fate.Again) {
            claim.release();
            return settled;
        }
        keep(claim, settled.answered());
        return settled;
    }

    /** If it is not kept, the message comes again: nothing is acknowledged that nobody can fetch. */
    private void keep(OpenClaim claim, Answered answered) {
        Map<String, String> headers = new HashMap<>(answered.reply().headers());
        headers.put(JobJson.COMPLETED, Long.toString(clock.millis()));
        ByteBuffer body = ByteBuffer.wrap(answered.body().getBytes());
        if (!claim.keep(new KeptReply(answered.reply().status(), headers, body, false))) {
            throw new StoreException("a job's reply could not be kept");
        }
    }
}
