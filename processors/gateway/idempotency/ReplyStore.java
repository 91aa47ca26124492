package gateway.idempotency;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where claims and kept replies are, shared by all replicas. A claim is a lease: once it has expired, another attempt
 * may take it over, as the process that held it is taken for dead. Calls block: they are made on virtual threads only.
 * Every call can be repeated with the same effect. Thread-safe.
 */
public interface ReplyStore {
    /**
     * For so long a claim is not deleted that has expired: its process may only have been slow to renew it, and still
     * keeps its reply if nobody has taken the claim over.
     */
    Duration GRACE = Duration.ofHours(1);

    /**
     * Claims a request for an attempt to answer it. Of several who try at once, one wins.
     *
     * @param key hexadecimal SHA-256 of tenant, surface and the client's own key, which the store must never see
     * @param fingerprint hexadecimal SHA-256 of what is asked
     * @param owner who claims: another one for each attempt, such as the id of the call; who has won and asks again
     *     with the same one has won
     * @param until when the claim expires, unless it is renewed
     * @throws gateway.control.StoreException if nobody knows now
     */
    Claim claim(String key, String fingerprint, String owner, Instant until);

    /**
     * Looks, and changes nothing.
     *
     * @return {@code Busy} while a claim is held, {@code Done} once a reply is kept; null if there is neither
     * @throws gateway.control.StoreException if nobody knows now
     */
    @Nullable Claim find(String key);

    /**
     * Puts off the end of a claim; does nothing if the owner does not hold it any more.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void renew(String key, String owner, Instant until);

    /**
     * Ends a claim with the reply that every repetition is given from now on; does nothing if the owner does not hold
     * it any more.
     *
     * @param expires when it is forgotten
     * @throws gateway.control.StoreException if it cannot be written
     */
    void keep(String key, String owner, KeptReply reply, Instant expires);

    /**
     * Gives a claim up: the request may be tried again at once. Does nothing if the owner does not hold it any more.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void release(String key, String owner);

    /**
     * Deletes a kept reply; does nothing where there is none, or a claim.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    void delete(String key);

    /**
     * Deletes what has expired, claims after a {@link #GRACE}, in a store that does not do so by itself.
     *
     * @throws gateway.control.StoreException if it cannot be written
     */
    default void forget() {
        // most stores do it by themselves
    }
}
