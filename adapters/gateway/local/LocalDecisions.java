package gateway.local;

import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.ResidencyCount;
import gateway.decision.StoredDecision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decision records in SQLite. Thread-safe. */
public final class LocalDecisions implements DecisionStore {
    /** So few records are forgotten in one go that nobody has to wait for it. */
    private static final int EXPIRE_AT_ONCE = 1000;

    private static final String COLUMNS =
            "id, at, tenant, model, deployment, region, required, guaranteed, result, completion, json";

    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#decisions} opens. */
    public LocalDecisions(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void append(List<StoredDecision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        database.write(connection -> {
            try (PreparedStatement insert = Sql.prepare(
                    connection,
                    "INSERT OR REPLACE INTO decisions (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (StoredDecision each : decisions) {
                    Sql.bind(
                            insert,
                            each.id(),
                            EpochNanos.of(each.at()),
                            each.tenant(),
                            each.model(),
                            each.deployment(),
                            each.region(),
                            each.required(),
                            each.guaranteed(),
                            each.result(),
                            each.completion(),
                            each.json());
                    insert.executeUpdate();
                }
            }
            return decisions.size();
        });
    }

    @Override
    public @Nullable StoredDecision find(String id) {
        List<StoredDecision> found = database.read(connection ->
                Sql.query(connection, "SELECT " + COLUMNS + " FROM decisions WHERE id = ?", LocalDecisions::row, id));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public @Nullable StoredDecision findAnswer(String tenant, String completion) {
        List<StoredDecision> found = database.read(connection -> Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM decisions WHERE completion = ? AND tenant = ? ORDER BY at DESC LIMIT 1",
                LocalDecisions::row,
                completion,
                tenant));
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public List<StoredDecision> search(DecisionQuery query) {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM decisions WHERE at >= ? AND at < ?");
        List<Object> values = new ArrayList<>(List.of(EpochNanos.of(query.from()), EpochNanos.of(query.to())));
        Sql.narrow(sql, values, " AND tenant = ?", query.tenant());
        Sql.narrow(sql, values, " AND model = ?", query.model());
        Sql.narrow(sql, values, " AND result = ?", query.result());
        sql.append(" ORDER BY at DESC LIMIT ?");
        values.add(Math.max(0, query.limit()));
        return database.read(
                connection -> Sql.query(connection, sql.toString(), LocalDecisions::row, values.toArray()));
    }

    @Override
    public List<ResidencyCount> residency(Instant from, Instant to) {
        return database.read(connection -> Sql.query(
                connection,
                """
                SELECT tenant, required, COALESCE(guaranteed, 'any') AS guaranteed, COALESCE(region, '') AS region,
                    deployment, COUNT(*) AS calls
                FROM decisions WHERE at >= ? AND at < ? AND deployment IS NOT NULL
                GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",
                row -> new ResidencyCount(
                        row.getString("tenant"),
                        row.getString("required"),
                        row.getString("guaranteed"),
                        row.getString("region"),
                        row.getString("deployment"),
                        row.getLong("calls")),
                EpochNanos.of(from),
                EpochNanos.of(to)));
    }

    @Override
    public void expire(Instant before) {
        database.write(
                connection -> Sql.update(connection, "DELETE FROM feedback WHERE decided < ?", EpochNanos.of(before)));
        int forgotten;
        do {
            forgotten = database.write(connection -> Sql.update(
                    connection,
                    "DELETE FROM decisions WHERE rowid IN"
                            + " (SELECT rowid FROM decisions WHERE at < ? ORDER BY at LIMIT ?)",
                    EpochNanos.of(before),
                    EXPIRE_AT_ONCE));
        } while (forgotten == EXPIRE_AT_ONCE);
    }

    private static StoredDecision row(ResultSet row) throws SQLException {
        return new StoredDecision(
                row.getString("id"),
                EpochNanos.moment(row.getLong("at")),
                row.getString("tenant"),
                row.getString("model"),
                row.getString("deployment"),
                row.getString("region"),
                row.getString("required"),
                row.getString("guaranteed"),
                row.getString("result"),
                row.getString("completion"),
                row.getString("json"));
    }
}
