package gateway.idempotency;

import gateway.control.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store in memory, which can be away. Thread-safe. */
final class MemoryReplies implements ReplyStore {
    private final InstantSource clock;
    private final Map<String, Row> rows = new HashMap<>();
    private boolean away;

    private record Row(
            String fingerprint,
            String owner,
            Instant until,
            @Nullable KeptReply reply) {}

    MemoryReplies(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void away(boolean now) {
        away = now;
    }

    /** What is kept, as it is kept; null if nothing is. */
    synchronized @Nullable KeptReply kept(String key) {
        Row row = rows.get(key);
        return row == null ? null : row.reply();
    }

    @Override
    public synchronized Claim claim(String key, String fingerprint, String owner, Instant until) {
        refuse();
        Row row = rows.get(key);
        if (row != null && row.until().isAfter(clock.instant())) {
            if (!row.fingerprint().equals(fingerprint)) {
                return new Claim.Different();
            }
            if (row.reply() != null) {
                return new Claim.Done(row.reply());
            }
            if (!row.owner().equals(owner)) {
                return new Claim.Busy(row.until());
            }
        }
        rows.put(key, new Row(fingerprint, owner, until, null));
        return new Claim.Won();
    }

    @Override
    public synchronized @Nullable Claim find(String key) {
        refuse();
        Row row = rows.get(key);
        if (row == null || !row.until().isAfter(clock.instant())) {
            return null;
        }
        return row.reply() == null ? new Claim.Busy(row.until()) : new Claim.Done(row.reply());
    }

    @Override
    public synchronized void renew(String key, String owner, Instant until) {
        refuse();
        Row row = own(key, owner);
        if (row != null) {
            rows.put(key, new Row(row.fingerprint(), owner, until, null));
        }
    }

    @Override
    public synchronized void keep(String key, String owner, KeptReply reply, Instant expires) {
        refuse();
        Row row = own(key, owner);
        if (row != null) {
            rows.put(key, new Row(row.fingerprint(), owner, expires, reply));
        }
    }

    @Override
    public synchronized void release(String key, String owner) {
        refuse();
        if (own(key, owner) != null) {
            rows.remove(key);
        }
    }

    @Override
    public synchronized void delete(String key) {
        refuse();
        Row row = rows.get(key);
        if (row != null && row.reply() != null) {
            rows.remove(key);
        }
    }

    private @Nullable Row own(String key, String owner) {
        Row row = rows.get(key);
        return row != null && row.owner().equals(owner) && row.reply() == null ? row : null;
    }

    private void refuse() {
        if (away) {
            throw new StoreException("the store is away");
        }
    }
}
