package gateway.local;

import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Feedback in SQLite, beside the records that it is about, and forgotten with them. Thread-safe. */
public final class LocalFeedback implements FeedbackStore {
    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#decisions} opens. */
    public LocalFeedback(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public boolean add(Feedback feedback) {
        return database.write(connection -> Sql.update(
                        connection,
                        """
                        INSERT INTO feedback (decision, decided, tenant, key, model, score, reason, at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                        feedback.decision(),
                        EpochNanos.of(feedback.decided()),
                        feedback.tenant(),
                        feedback.key(),
                        feedback.model(),
                        feedback.score(),
                        feedback.reason(),
                        EpochNanos.of(feedback.at()))
                == 1);
    }

    @Override
    public Map<String, Feedback> find(Collection<String> decisions) {
        Map<String, Feedback> found = new HashMap<>();
        database.read(connection -> {
            for (String decision : decisions) {
                List<Feedback> of = Sql.query(
                        connection,
                        "SELECT decision, decided, tenant, key, model, score, reason, at FROM feedback WHERE decision = ?",
                        LocalFeedback::row,
                        decision);
                of.forEach(each -> found.put(decision, each));
            }
            return found.size();
        });
        return found;
    }

    private static Feedback row(ResultSet row) throws SQLException {
        return new Feedback(
                row.getString("decision"),
                EpochNanos.moment(row.getLong("decided")),
                row.getString("tenant"),
                row.getString("key"),
                row.getString("model"),
                row.getDouble("score"),
                row.getString("reason"),
                EpochNanos.moment(row.getLong("at")));
    }
}
