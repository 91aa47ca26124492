package gateway.local;

import gateway.model.Usage;
import gateway.usage.Amounts;
import gateway.usage.UsageBatch;
import gateway.usage.UsageKey;
import gateway.usage.UsageQuery;
import gateway.usage.UsageRow;
import gateway.usage.UsageStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Usage in SQLite. Thread-safe. */
public final class LocalUsage implements UsageStore {
    private static final String ADD = """
            INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                calls = calls + excluded.calls,
                refusals = refusals + excluded.refusals,
                estimated = estimated + excluded.estimated,
                input_tokens = input_tokens + excluded.input_tokens,
                cache_read_tokens = cache_read_tokens + excluded.cache_read_tokens,
                cache_write_tokens = cache_write_tokens + excluded.cache_write_tokens,
                cache_write_1h_tokens = cache_write_1h_tokens + excluded.cache_write_1h_tokens,
                output_tokens = output_tokens + excluded.output_tokens,
                reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens,
                micro_usd = micro_usd + excluded.micro_usd""";

    private static final String NOTE = """
            INSERT INTO writers VALUES (?, ?)
            ON CONFLICT DO UPDATE SET number = excluded.number WHERE number < excluded.number""";

    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#usage} opens. */
    public LocalUsage(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void add(UsageBatch batch) {
        database.write(connection -> {
            boolean isNew = Sql.update(connection, NOTE, batch.writer(), batch.number()) == 1;
            if (isNew) {
                add(connection, batch.rows());
            }
            return isNew;
        });
    }

    @Override
    public void read(UsageQuery query, Consumer<UsageRow> each) {
        StringBuilder sql = new StringBuilder("SELECT * FROM usage WHERE day >= ? AND day < ?");
        List<Object> values =
                new ArrayList<>(List.of(query.from().toString(), query.to().toString()));
        Sql.narrow(sql, values, " AND tenant = ?", query.tenant());
        Sql.narrow(sql, values, " AND team = ?", query.team());
        Sql.narrow(sql, values, " AND key = ?", query.key());
        Sql.narrow(sql, values, " AND model = ?", query.model());
        database.read(connection -> Sql.each(connection, sql.toString(), LocalUsage::row, each, values.toArray()));
    }

    private static void add(Connection connection, List<UsageRow> rows) throws SQLException {
        try (PreparedStatement statement = Sql.prepare(connection, ADD)) {
            for (UsageRow row : rows) {
                UsageKey of = row.of();
                Amounts amounts = row.amounts();
                Usage tokens = amounts.tokens();
                Sql.bind(
                        statement,
                        of.tenant(),
                        of.day().toString(),
                        of.team(),
                        of.key(),
                        of.model(),
                        amounts.calls(),
                        amounts.refusals(),
                        amounts.estimated(),
                        tokens.inputTokens(),
                        tokens.cacheReadTokens(),
                        tokens.cacheWriteTokens(),
                        tokens.cacheWrite1hTokens(),
                        tokens.outputTokens(),
                        tokens.reasoningTokens(),
                        amounts.microUsd());
                statement.executeUpdate();
            }
        }
    }

    private static UsageRow row(ResultSet row) throws SQLException {
        return new UsageRow(
                new UsageKey(
                        LocalDate.parse(row.getString("day")),
                        row.getString("tenant"),
                        row.getString("team"),
                        row.getString("key"),
                        row.getString("model")),
                new Amounts(
                        row.getLong("calls"),
                        row.getLong("refusals"),
                        row.getLong("estimated"),
                        new Usage(
                                row.getLong("input_tokens"),
                                row.getLong("cache_read_tokens"),
                                row.getLong("cache_write_tokens"),
                                row.getLong("cache_write_1h_tokens"),
                                row.getLong("output_tokens"),
                                row.getLong("reasoning_tokens")),
                        row.getLong("micro_usd")));
    }
}
