package gateway.local;

import gateway.idempotency.Claim;
import gateway.idempotency.HeaderLines;
import gateway.idempotency.KeptReply;
import gateway.idempotency.ReplyStore;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Claims and kept replies in SQLite. A row is a claim as long as it has no status. Thread-safe. */
public final class LocalReplies implements ReplyStore {
    /** As many as may go at once, so that no claim waits long for them. */
    private static final int FORGOTTEN = 1_000;

    private final SqliteDatabase database;
    private final InstantSource clock;

    private record Row(
            String fingerprint,
            String owner,
            Instant until,
            @Nullable KeptReply reply) {
        /** Shows nothing. */
        @Override
        public String toString() {
            return "Row[]";
        }
    }

    /**
     * Takes the file.
     *
     * @param database that {@link SqliteDatabase#replies} opens
     * @param clock tells what has expired
     */
    public LocalReplies(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Claim claim(String key, String fingerprint, String owner, Instant until) {
        Instant now = clock.instant();
        return database.write(connection -> {
            Row row = find(connection, key);
            if (row != null && row.until().isAfter(now)) {
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
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO replies (key, fingerprint, owner, until) VALUES (?, ?, ?, ?)",
                    key,
                    fingerprint,
                    owner,
                    EpochNanos.of(until));
            return new Claim.Won();
        });
    }

    @Override
    public @Nullable Claim find(String key) {
        Instant now = clock.instant();
        return database.<Optional<Claim>>read(connection -> {
                    Row row = find(connection, key);
                    if (row == null || !row.until().isAfter(now)) {
                        return Optional.empty();
                    }
                    return Optional.of(row.reply() == null ? new Claim.Busy(row.until()) : new Claim.Done(row.reply()));
                })
                .orElse(null);
    }

    @Override
    public void renew(String key, String owner, Instant until) {
        write(
                "UPDATE replies SET until = ? WHERE key = ? AND owner = ? AND status IS NULL",
                EpochNanos.of(until),
                key,
                owner);
    }

    @Override
    public void keep(String key, String owner, KeptReply reply, Instant expires) {
        write(
                """
                UPDATE replies SET until = ?, status = ?, headers = ?, body = ?, stream = ?
                WHERE key = ? AND owner = ? AND status IS NULL""",
                EpochNanos.of(expires),
                reply.status(),
                HeaderLines.write(reply.headers()),
                bytes(reply.body()),
                reply.stream() ? 1 : 0,
                key,
                owner);
    }

    @Override
    public void release(String key, String owner) {
        write("DELETE FROM replies WHERE key = ? AND owner = ? AND status IS NULL", key, owner);
    }

    @Override
    public void delete(String key) {
        write("DELETE FROM replies WHERE key = ? AND status IS NOT NULL", key);
    }

    @Override
    public void forget() {
        Instant now = clock.instant();
        int gone;
        do {
            gone = write("""
                    DELETE FROM replies WHERE rowid IN (
                        SELECT rowid FROM replies WHERE until <= ? AND (status IS NOT NULL OR until <= ?) LIMIT ?)""", EpochNanos.of(now), EpochNanos.of(now.minus(GRACE)), FORGOTTEN);
        } while (gone == FORGOTTEN);
    }

    private int write(String sql, @Nullable Object... values) {
        return database.write(connection -> Sql.update(connection, sql, values));
    }

    private static @Nullable Row find(Connection connection, String key) throws SQLException {
        List<Row> found = Sql.query(
                connection,
                "SELECT fingerprint, owner, until, status, headers, body, stream FROM replies WHERE key = ?",
                LocalReplies::row,
                key);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Row row(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        KeptReply reply = null;
        if (!row.wasNull()) {
            byte[] body = row.getBytes("body");
            reply = new KeptReply(
                    status,
                    HeaderLines.read(row.getString("headers")),
                    body == null ? null : ByteBuffer.wrap(body),
                    row.getInt("stream") == 1);
        }
        return new Row(
                row.getString("fingerprint"), row.getString("owner"), EpochNanos.moment(row.getLong("until")), reply);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer body) {
        if (body == null) {
            return null;
        }
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
