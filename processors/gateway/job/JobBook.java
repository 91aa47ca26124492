package gateway.job;

import gateway.admission.Holder;
import gateway.control.StoreException;
import gateway.idempotency.ClaimKey;
import gateway.idempotency.Entry;
import gateway.idempotency.Idempotency;
import gateway.idempotency.KeptReply;
import gateway.job.JobState.Status;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.Refusal.IdempotencyConflict.Cause;
import gateway.model.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where jobs are written down: what was sent, under the job's id, and beside it the claim of who answers it, which ends
 * with the reply. Both are kept and encrypted as replies to repeated requests are, by a key that is derived from tenant
 * and id, so that another tenant's id finds nothing. Calls block. Thread-safe.
 */
public final class JobBook {
    /** Header of a kept reply that is none: the job was taken back. */
    public static final String CANCELLED = "cancelled";

    private static final String SENT = "job";
    private static final String RUN = "job-run";
    private static final String CANCEL = "job-cancel";
    private static final int ACCEPTED = 202;
    private static final int CLIENT_GONE = 499;

    private static final String ENDPOINT = "endpoint";
    private static final String CREATED = "created-at";
    private static final String TEAM = "team";
    private static final String KEY = "key-hash";
    private static final String WISH = "wish-";

    private final Idempotency sent;
    private final Idempotency runs;

    /**
     * Takes both books.
     *
     * @param sent keeps what was sent
     * @param runs keeps what comes of it
     */
    public JobBook(Idempotency sent, Idempotency runs) {
        this.sent = sent;
        this.runs = runs;
    }

    /** The longest answer that is kept, in bytes. */
    public int maxReply() {
        return runs.maxReply();
    }

    /**
     * Writes a job down, unless it is there already.
     *
     * @param attempt id of this attempt, used for no other
     * @return the job as it stands there
     * @throws RefusedException if the id belongs to another job
     * @throws StoreException if it could not be written
     */
    public Job add(Job job, String attempt) {
        String tenant = job.holder().tenant();
        return switch (sent.enter(new ClaimKey(tenant, SENT, job.id()), fingerprint(job), attempt)) {
            case Entry.First first -> {
                if (!first.claim().keep(written(job))) {
                    throw new StoreException("the job could not be written");
                }
                yield job;
            }
            case Entry.Repeat repeat -> read(tenant, job.id(), repeat.reply());
            case Entry.InProgress progress -> throw conflict(Cause.IN_PROGRESS);
            case Entry.Different different -> throw conflict(Cause.DIFFERENT);
        };
    }

    /**
     * A job of a tenant; null if there is none, or none any more.
     *
     * @throws StoreException if nobody knows now
     */
    public @Nullable Job find(String tenant, String id) {
        return sent.find(new ClaimKey(tenant, SENT, id)) instanceof Entry.Repeat repeat
                ? read(tenant, id, repeat.reply())
                : null;
    }

    /**
     * How far a job has come that is there.
     *
     * @throws StoreException if nobody knows now
     */
    public JobState state(String tenant, String id) {
        return switch (runs.find(run(tenant, id))) {
            case Entry.Repeat repeat -> over(repeat.reply());
            case Entry.InProgress progress -> unless(Status.RUNNING, tenant, id);
            case null, default -> unless(Status.QUEUED, tenant, id);
        };
    }

    private JobState unless(Status status, String tenant, String id) {
        return new JobState(isTakenBack(tenant, id) ? Status.CANCELLING : status, null);
    }

    /**
     * Whether a job was taken back that had begun by then.
     *
     * @throws StoreException if nobody knows now
     */
    public boolean isTakenBack(String tenant, String id) {
        return runs.find(new ClaimKey(tenant, CANCEL, id)) instanceof Entry.Repeat;
    }

    /**
     * Begins to answer a job: {@code First} holds the claim, to be ended with the reply, or without one for another
     * turn.
     *
     * @param attempt id of this attempt, used for no other
     * @throws StoreException if nobody knows now
     */
    public Entry begin(String tenant, String id, String attempt) {
        return runs.enter(run(tenant, id), ClaimKey.hash(RUN), attempt);
    }

    /**
     * Takes a job back, unless it is over. For one that has begun, it is written down that it is to end: who answers it
     * reads that.
     *
     * @param attempt id of this attempt, used for no other
     * @return how it stands now: {@code CANCELLED}, {@code CANCELLING}, or over
     * @throws StoreException if nobody knows now
     */
    public JobState cancel(String tenant, String id, String attempt) {
        return switch (begin(tenant, id, attempt)) {
            case Entry.First first -> cancelled(first);
            case Entry.Repeat repeat -> over(repeat.reply());
            default -> {
                mark(tenant, id, attempt);
                // its turn may have ended meanwhile
                yield begin(tenant, id, attempt) instanceof Entry.First first
                        ? cancelled(first)
                        : new JobState(Status.CANCELLING, null);
            }
        };
    }

    private void mark(String tenant, String id, String attempt) {
        switch (runs.enter(new ClaimKey(tenant, CANCEL, id), ClaimKey.hash(CANCEL), attempt)) {
            case Entry.First first -> cancelled(first);
            case Entry.Repeat repeat -> {
                // it is written down already
            }
            default -> throw new StoreException("the job is being taken back by another call");
        }
    }

    private static JobState cancelled(Entry.First first) {
        if (!first.claim().keep(new KeptReply(CLIENT_GONE, Map.of(CANCELLED, "true"), none(), false))) {
            throw new StoreException("the job could not be taken back");
        }
        return new JobState(Status.CANCELLED, null);
    }

    private static JobState over(KeptReply reply) {
        if (reply.headers().containsKey(CANCELLED)) {
            return new JobState(Status.CANCELLED, null);
        }
        return new JobState(reply.status() < 300 ? Status.COMPLETED : Status.FAILED, reply);
    }

    private static ByteBuffer none() {
        return ByteBuffer.allocate(0);
    }

    private static ClaimKey run(String tenant, String id) {
        return new ClaimKey(tenant, RUN, id);
    }

    /** Of all that is asked for. */
    private static String fingerprint(Job job) {
        return ClaimKey.hash(
                job.endpoint(),
                new TreeMap<>(job.headers()).toString(),
                new String(job.bytes(), StandardCharsets.ISO_8859_1));
    }

    private static KeptReply written(Job job) {
        Map<String, String> headers = new HashMap<>();
        headers.put(ENDPOINT, job.endpoint());
        headers.put(CREATED, job.createdAt().toString());
        Holder holder = job.holder();
        if (holder.team() != null) {
            headers.put(TEAM, holder.team());
        }
        if (holder.keyHash() != null) {
            headers.put(KEY, holder.keyHash().value());
        }
        job.headers().forEach((name, value) -> headers.put(WISH + name, value));
        return new KeptReply(ACCEPTED, headers, job.body(), false);
    }

    private static Job read(String tenant, String id, KeptReply kept) {
        Map<String, String> wishes = new HashMap<>();
        kept.headers().forEach((name, value) -> {
            if (name.startsWith(WISH)) {
                wishes.put(name.substring(WISH.length()), value);
            }
        });
        String key = kept.headers().get(KEY);
        return new Job(
                id,
                new Holder(tenant, kept.headers().get(TEAM), key == null ? null : new Redacted(key)),
                Objects.requireNonNull(kept.headers().get(ENDPOINT)),
                Instant.parse(Objects.requireNonNull(kept.headers().get(CREATED))),
                wishes,
                Objects.requireNonNull(kept.body()));
    }

    private static RefusedException conflict(Cause cause) {
        return new RefusedException(new Refusal.IdempotencyConflict(cause));
    }
}
