package gateway.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.decision.DecisionQuery;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A gateway whose demo tenant has every kind of limit, and what its three books say of the calls. */
public final class CostLab implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String LIMITS =
            "{usd-per-day: 1000, usd-per-month: 10000, requests-per-minute: 1000000, tokens-per-minute: 1000000000,"
                    + " concurrent: 1000}";

    private final Path folder;
    private final TestGateway gateway;
    private final Client client;
    private boolean closed;

    private CostLab(Path folder, TestGateway gateway) {
        this.folder = folder;
        this.gateway = gateway;
        this.client = new Client(gateway);
    }

    /** Starts it. */
    public static CostLab start() {
        return start("300ms, total-timeout: 3s", "{}");
    }

    /**
     * Starts it with more settings.
     *
     * @param failover how long is waited for a first token; more settings of failover may follow
     * @param guardrails of the tenant, as YAML in one line
     */
    static CostLab start(String failover, String guardrails) {
        return start("""
            gateway:
              failover: {first-token-minimum: %2$s}
              breaker: {window: 1000, minimum-calls: 1000}
              tenants:
                demo:
                  residency: any
                  guardrails: %3$s
                  time-zone: Europe/Berlin
                  limits: %1$s
                  model-limits: {gpt-4o-mini: %1$s, claude-sonnet-4-5: %1$s}
            """.formatted(LIMITS, failover, guardrails));
    }

    /** Starts one with settings of its own, limits included. */
    public static CostLab start(String overlay) {
        try {
            Path folder = Files.createTempDirectory("serai-cost");
            return new CostLab(folder, TestGateway.start(overlay, null, Map.of("SERAI_DATA_DIR", folder.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who is asked. */
    public TestGateway gateway() {
        return gateway;
    }

    Client client() {
        return client;
    }

    /** Records of so many calls of the demo tenant, once they are written. */
    public List<JsonNode> decisions(int calls) {
        Waiting.until(LONG, () -> stored().size() >= calls);
        return stored().stream().map(StoredDecision::json).map(CostLab::json).toList();
    }

    private List<StoredDecision> stored() {
        Instant now = Instant.now();
        return gateway.decisions()
                .search(new DecisionQuery(
                        now.minusSeconds(7_200), now.plusSeconds(60), "demo", null, null, Integer.MAX_VALUE));
    }

    /** What the usage report sums up. */
    JsonNode usage() {
        return json(client.admin("GET", "/admin/v1/usage?by=tenant", TestGateway.ADMIN_KEY, "")
                        .body())
                .path("total");
    }

    /** A metric's value. */
    double metric(String name) {
        return client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    /** Waits until the usage report has so much cost; tells what it has. */
    public long reported(long microUsd) {
        Waiting.until(LONG, () -> usage().path("cost-micro-usd").asLong() == microUsd);
        return usage().path("cost-micro-usd").asLong();
    }

    /** What the usage report has for each model, in micro-USD. */
    public Map<String, Long> reportedByModel() {
        Map<String, Long> reported = new TreeMap<>();
        String report = client.admin("GET", "/admin/v1/usage?by=model", TestGateway.ADMIN_KEY, "")
                .body();
        json(report)
                .path("rows")
                .forEach(row -> reported.put(
                        row.path("model").asText(), row.path("cost-micro-usd").asLong()));
        return reported;
    }

    /** What the ledger has for each model that has a limit for the month, in micro-USD; after {@link #stop}. */
    public Map<String, Long> spentByModel() {
        Map<String, Long> spent = new TreeMap<>();
        for (Row row : rows("model/demo/%#usd-month#%")) {
            String name = row.key().substring("model/demo/".length());
            spent.merge(name.substring(0, name.indexOf('#')), row.spent(), Long::sum);
        }
        return spent;
    }

    /** Stops the gateway, which settles what is left, and tells what the ledger says is spent this month. */
    public long stop() {
        close();
        return rows("tenant/demo#usd-month#%").stream().mapToLong(Row::spent).sum();
    }

    /** Whether anything of a budget, or a call at once, is still leased; minutes that are over are not looked at. */
    public boolean isLeased() {
        return Stream.of("%#usd-%", "%#concurrent#")
                .flatMap(like -> rows(like).stream())
                .anyMatch(row -> !row.leases().isEmpty());
    }

    /**
     * A counter of the ledger.
     *
     * @param leases as text; empty if nothing is leased
     */
    record Row(String key, long spent, long lost, String leases) {}

    /** The ledger's counters whose key is like this. */
    List<Row> rows(String like) {
        List<Row> found = new java.util.ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT key, spent, lost, leases FROM counters WHERE key LIKE '" + like + "'")) {
            while (rows.next()) {
                found.add(new Row(
                        rows.getString("key"),
                        rows.getLong("spent"),
                        rows.getLong("lost"),
                        held(rows.getString("leases"))));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leases of nothing stay until they expire. */
    private static String held(String leases) {
        StringBuilder held = new StringBuilder();
        leases.lines()
                .filter(line -> !line.isBlank() && !line.split(" ", -1)[1].equals("0"))
                .forEach(line -> held.append(line).append('\n'));
        return held.toString();
    }

    static JsonNode json(String text) {
        try {
            return JsonCodec.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            gateway.close();
        }
    }
}
