package gateway.idempotency;

import gateway.control.StoreException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A claim that this process holds. It ends once, by the reply or without one; a second end does nothing. Calls block,
 * and do not fail: a claim whose end the store is not told of expires by itself. Thread-safe.
 */
public final class OpenClaim {
    private final Idempotency engine;
    private final ClaimKey key;
    private final String owner;
    private final Instant since;
    private final AtomicBoolean ended = new AtomicBoolean();

    OpenClaim(Idempotency engine, ClaimKey key, String owner, Instant since) {
        this.engine = engine;
        this.key = key;
        this.owner = owner;
        this.since = since;
    }

    /** Beyond so many bytes no body is kept. */
    public int maxBytes() {
        return engine.maxReply();
    }

    /**
     * Ends it with the reply that repetitions are given. A body that is too large is left out.
     *
     * @return whether the store has been told
     */
    public boolean keep(KeptReply reply) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        ByteBuffer body = reply.body();
        KeptReply kept = body != null && body.remaining() > maxBytes()
                ? new KeptReply(reply.status(), reply.headers(), null, reply.stream())
                : reply;
        try {
            engine.store().keep(key.hash(), owner, key.seal(kept, engine.nonces()), engine.expiry());
            return true;
        } catch (StoreException e) {
            engine.listener().failed("keep");
            return false;
        } finally {
            engine.forget(this);
        }
    }

    /** Ends it without a reply: the request may be tried again. */
    public void release() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            engine.store().release(key.hash(), owner);
        } catch (StoreException e) {
            engine.listener().failed("release");
        } finally {
            engine.forget(this);
        }
    }

    Instant since() {
        return since;
    }

    void renew(Instant until) {
        if (ended.get()) {
            return;
        }
        try {
            engine.store().renew(key.hash(), owner, until);
        } catch (StoreException e) {
            engine.listener().failed("renew");
        }
    }
}
