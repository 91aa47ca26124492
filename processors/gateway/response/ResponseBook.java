package gateway.response;

import gateway.control.StoreException;
import gateway.idempotency.ClaimKey;
import gateway.idempotency.Entry;
import gateway.idempotency.Idempotency;
import gateway.idempotency.KeptReply;
import gateway.model.Residency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are kept by their ids. They are encrypted as replies to repeated requests are, by a key that is derived
 * from tenant and id, so that another tenant's id finds nothing, and the store alone can read nothing. Calls block.
 * Thread-safe.
 */
public final class ResponseBook {
    private static final String SURFACE = "response";
    private static final String RESIDENCY = "residency";
    private static final int OK = 200;

    private final Idempotency store;

    /** Takes what keeps them. */
    public ResponseBook(Idempotency store) {
        this.store = store;
    }

    /**
     * Keeps an answer, unless it is too large.
     *
     * @param id unpredictable, and used for no other
     * @throws StoreException if it could not be written
     */
    public void keep(String tenant, String id, KeptResponse response) {
        ClaimKey key = new ClaimKey(tenant, SURFACE, id);
        Entry entry = store.enter(key, ClaimKey.hash(SURFACE), key.hash());
        boolean kept = entry instanceof Entry.First first
                && first.claim()
                        .keep(new KeptReply(
                                OK, Map.of(RESIDENCY, response.residency().name()), response.json(), false));
        if (!kept) {
            throw new StoreException("the response could not be written");
        }
    }

    /**
     * A tenant's answer; null if there is none, or none any more.
     *
     * @throws StoreException if nobody knows now
     */
    public @Nullable KeptResponse find(String tenant, String id) {
        if (!(store.find(new ClaimKey(tenant, SURFACE, id)) instanceof Entry.Repeat repeat)) {
            return null;
        }
        KeptReply reply = repeat.reply();
        return reply.body() == null
                ? null
                : new KeptResponse(
                        reply.body(),
                        Residency.EU.name().equals(reply.headers().get(RESIDENCY)) ? Residency.EU : Residency.ANY);
    }

    /**
     * Deletes an answer, if there is one.
     *
     * @throws StoreException if it could not be written
     */
    public void delete(String tenant, String id) {
        store.delete(new ClaimKey(tenant, SURFACE, id));
    }
}
