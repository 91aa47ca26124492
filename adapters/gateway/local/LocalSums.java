package gateway.local;

import gateway.control.StoreException;
import gateway.routing.SumBatch;
import gateway.routing.SumStore;
import gateway.routing.Sums;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums in SQLite, each as the bytes of its doubles. What is damaged is loaded as sums that are not
 * {@linkplain Sums#isSound() sound}, so that whoever loads them can say so and forget that key alone. A delta that does
 * not fit (of another size than what is kept, or not sound, or too large to be added) is refused with a
 * {@link StoreException} that names its key, after all others of its batch were added. Thread-safe.
 */
public final class LocalSums implements SumStore {
    private static final String NOTE = """
            INSERT INTO writers VALUES (?, ?)
            ON CONFLICT DO UPDATE SET number = excluded.number WHERE number < excluded.number""";

    private static final String PUT =
            "INSERT INTO sums VALUES (?, ?) ON CONFLICT DO UPDATE SET numbers = excluded.numbers";

    /** What stands for sums that cannot be read. */
    private static final Sums DAMAGED = new Sums(new double[] {Double.NaN});

    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#routing} opens. */
    public LocalSums(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Map<String, Sums> load() {
        Map<String, Sums> all = new HashMap<>();
        database.read(connection -> Sql.each(
                connection,
                "SELECT key, numbers FROM sums",
                row -> Map.entry(row.getString("key"), sums(row.getBytes("numbers"))),
                each -> all.put(each.getKey(), each.getValue())));
        return all;
    }

    @Override
    public void add(SumBatch batch) {
        List<String> refused = database.write(connection -> {
            List<String> misfits = new ArrayList<>();
            if (Sql.update(connection, NOTE, batch.writer(), batch.number()) == 1) {
                for (Map.Entry<String, Sums> delta : batch.deltas().entrySet()) {
                    String problem = add(connection, delta.getKey(), delta.getValue());
                    if (problem != null) {
                        misfits.add(problem);
                    }
                }
            }
            return misfits;
        });
        if (!refused.isEmpty()) {
            throw new StoreException("what was learnt cannot be added: " + String.join("; ", refused));
        }
    }

    @Override
    public void forget(Iterable<String> keys) {
        database.write(connection -> {
            int forgotten = 0;
            for (String key : keys) {
                forgotten += Sql.update(connection, "DELETE FROM sums WHERE key = ?", key);
            }
            return forgotten;
        });
    }

    /** Adds a delta; returns why it does not fit, null if it does. */
    private static @Nullable String add(Connection connection, String key, Sums delta) throws SQLException {
        List<Sums> found = Sql.query(
                connection, "SELECT numbers FROM sums WHERE key = ?", row -> sums(row.getBytes("numbers")), key);
        Sums before = found.isEmpty() ? new Sums(new double[delta.size()]) : found.getFirst();
        if (!before.isSound()) {
            return "'" + key + "' is damaged in the store: forget it first";
        }
        if (before.size() != delta.size()) {
            return "'" + key + "' has " + before.size() + " numbers, and not " + delta.size();
        }
        Sums after = before.plus(delta);
        if (!after.isSound()) {
            return "'" + key + "' would hold a number that is not finite";
        }
        Sql.update(connection, PUT, key, bytes(after));
        return null;
    }

    private static byte[] bytes(Sums sums) {
        ByteBuffer bytes = ByteBuffer.allocate(sums.size() * Double.BYTES);
        for (double value : sums.toArray()) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    private static Sums sums(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length % Double.BYTES != 0) {
            return DAMAGED;
        }
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(values);
        return new Sums(values);
    }
}
