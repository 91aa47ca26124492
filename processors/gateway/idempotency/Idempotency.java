package gateway.idempotency;

import gateway.control.StoreException;
import gateway.idempotency.IdempotencyListener.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides of each request that names a key of its own whether it is answered, or given the reply of the first one with
 * that key. Calls block. Thread-safe.
 */
public final class Idempotency {
    /** No call lasts longer: a claim that is still open has lost its call. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ReplyStore store;
    private final Rules rules;
    private final InstantSource clock;
    private final RandomGenerator nonces;
    private final IdempotencyListener listener;
    private final Set<OpenClaim> open = ConcurrentHashMap.newKeySet();

    /**
     * For how long and how much.
     *
     * @param kept how long a reply is given to repetitions
     * @param lease after so long without a word of its process a claim is free
     * @param maxBytes beyond so many bytes no body is kept
     */
    public record Rules(Duration kept, Duration lease, int maxBytes) {
        /** How often claims are renewed. */
        public Duration beat() {
            return lease.dividedBy(3);
        }
    }

    /**
     * Takes what it works with.
     *
     * @param store shared with the other replicas
     * @param nonces unpredictable, and thread-safe
     */
    public Idempotency(
            ReplyStore store, Rules rules, InstantSource clock, RandomGenerator nonces, IdempotencyListener listener) {
        this.store = store;
        this.rules = rules;
        this.clock = clock;
        this.nonces = nonces;
        this.listener = listener;
    }

    /**
     * A request comes in.
     *
     * @param fingerprint of what it asks: {@link ClaimKey#hash}
     * @param owner id of this attempt, used for no other
     * @throws StoreException if nobody knows now whether it has been answered
     */
    public Entry enter(ClaimKey key, String fingerprint, String owner) {
        Instant now = clock.instant();
        try {
            return switch (store.claim(key.hash(), fingerprint, owner, now.plus(rules.lease()))) {
                case Claim.Won won -> {
                    OpenClaim claim = new OpenClaim(this, key, owner, now);
                    open.add(claim);
                    yield told(Result.FIRST, new Entry.First(claim));
                }
                case Claim.Busy busy -> told(Result.IN_PROGRESS, new Entry.InProgress(busy.until()));
                case Claim.Different different -> told(Result.DIFFERENT, new Entry.Different());
                case Claim.Done done -> {
                    KeptReply reply = key.open(done.reply());
                    yield told(reply.body() == null ? Result.NOT_KEPT : Result.REPEATED, new Entry.Repeat(reply));
                }
            };
        } catch (StoreException e) {
            listener.came(Result.UNAVAILABLE);
            throw e;
        }
    }

    /**
     * Looks what has become of a request, without a claim to it.
     *
     * @return {@code InProgress} or {@code Repeat}; null if nobody is at it, and nothing is kept of it
     * @throws StoreException if nobody knows now
     */
    public @Nullable Entry find(ClaimKey key) {
        return switch (store.find(key.hash())) {
            case Claim.Busy busy -> new Entry.InProgress(busy.until());
            case Claim.Done done -> new Entry.Repeat(key.open(done.reply()));
            case null, default -> null;
        };
    }

    /**
     * Deletes what is kept of a request, if anything is.
     *
     * @throws StoreException if it cannot be written
     */
    public void delete(ClaimKey key) {
        store.delete(key.hash());
    }

    /** Renews every open claim; to be called each {@link Rules#beat}. */
    public void renew() {
        Instant now = clock.instant();
        open.removeIf(claim -> claim.since().plus(LONGEST).isBefore(now));
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            open.forEach(claim -> each.execute(() -> claim.renew(now.plus(rules.lease()))));
        }
    }

    /** Has the store delete what has expired. */
    public void forget() {
        try {
            store.forget();
        } catch (StoreException e) {
            listener.failed("forget");
        }
    }

    /** How many claims are open. */
    public int size() {
        return open.size();
    }

    /** The longest body that is kept. */
    public int maxReply() {
        return rules.maxBytes();
    }

    ReplyStore store() {
        return store;
    }

    RandomGenerator nonces() {
        return nonces;
    }

    IdempotencyListener listener() {
        return listener;
    }

    Instant expiry() {
        return clock.instant().plus(rules.kept());
    }

    void forget(OpenClaim claim) {
        open.remove(claim);
    }

    private Entry told(Result result, Entry entry) {
        listener.came(result);
        return entry;
    }
}
