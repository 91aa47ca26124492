package gateway.wire.openai;

import gateway.model.Dialect;
import gateway.wire.ClientCodec;
import java.time.InstantSource;

/** What both of OpenAI's APIs have alike as clients speak them to us: their dialect, and answers that have a date. */
public abstract class DatedCodec implements ClientCodec {
    private final InstantSource clock;

    /** Takes the clock that tells when an answer was made. */
    protected DatedCodec(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public final Dialect dialect() {
        return Dialect.OPENAI;
    }

    /** Now, in seconds of the epoch. */
    protected final long now() {
        return clock.instant().getEpochSecond();
    }
}
