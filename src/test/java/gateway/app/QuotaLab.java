package gateway.app;

import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.http.Cable;
import gateway.http.Waiting;
import gateway.local.LedgerFile;
import gateway.local.LocalLedger;
import gateway.local.SqliteDatabase;
import gateway.quota.Counter;
import gateway.quota.Exchange;
import gateway.quota.LedgerRow;
import gateway.quota.Measure;
import gateway.settings.Profile;
import gateway.settings.SettingsLoader;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import gateway.simulator.SimulatorCounts;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ledger for several gateways, and one simulator behind all of them that knows what was really spent: each token of
 * an answer costs the same, and input costs nothing, so that a call costs what is reserved for it, if its answer is as
 * long as it may be.
 */
public final class QuotaLab implements AutoCloseable {
    /** The model that is limited. */
    public static final String MODEL = "exact";

    /** One that is not. */
    public static final String FREE_MODEL = "free";

    /** Bound of an answer that clients ask for. */
    public static final int TOKENS = 100;

    private static final long MICRO_USD_PER_TOKEN = 15;

    /** What a call may cost at most. */
    public static final long CALL = TOKENS * MICRO_USD_PER_TOKEN;

    private final Vertx vertx = Vertx.vertx();
    private final List<RunningGateway> running = new ArrayList<>();
    private final Store store;
    private final Simulator simulator;
    private final FakeAws aws;
    private final Cable cable;
    private final String tables;
    private final Path folder;
    private final Path overlay;
    private final InstantSource clock = InstantSource.system();
    private final Counter counter;
    private @Nullable Connection lock;

    /** What the ledger is kept in. */
    public enum Store {
        SQLITE,
        DYNAMO
    }

    /**
     * Opens an empty ledger.
     *
     * @param limits of the model within the demo tenant, without the braces
     * @param quota the settings of quotas, without the braces
     */
    public QuotaLab(Store store, String limits, String quota) {
        this.store = store;
        this.simulator = Simulator.start(vertx, "127.0.0.1", 0, clock, System::nanoTime);
        this.aws = FakeAws.start();
        this.cable = new Cable(AwsLab.dynamodb());
        this.tables = store == Store.DYNAMO ? AwsLab.newTables("test") : "";
        this.counter = Counter.at("model/demo/" + MODEL, Measure.USD_MONTH, ZoneOffset.UTC, clock.instant());
        aws.secret("serai/test/providers/anthropic", "key-of-anthropic");
        simulator.pace(new Pace(0, 0, TOKENS));
        try {
            this.folder = Files.createTempDirectory("serai-quota");
            this.overlay = Files.writeString(folder.resolve("overlay.yaml"), overlay(limits, quota));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The limit for so many calls that cost as much as they may, as one of the limits. */
    public static String budgetFor(int calls) {
        return "usd-per-month: %d.%06d".formatted(calls * CALL / 1_000_000, calls * CALL % 1_000_000);
    }

    /** Plays the provider. */
    public Simulator simulator() {
        return simulator;
    }

    /** What the provider counts of the limited model, in micro-USD. */
    public long truth() {
        return MICRO_USD_PER_TOKEN
                * simulator.counts().rows().stream()
                        .filter(row -> row.upstream().model().equals(MODEL))
                        .mapToLong(SimulatorCounts.Row::tokens)
                        .sum();
    }

    /** The row of the budget. */
    public LedgerRow row() {
        return store == Store.SQLITE
                ? new LedgerFile(folder).row(counter.key())
                : AwsLab.ledgerRow(tables, counter.key());
    }

    /** Whether nothing is leased any more within the time. */
    public boolean isQuiet(Duration atMost) {
        return Waiting.until(atMost, () -> row().leased() == 0);
    }

    /**
     * Leases as a replica would that dies at once.
     *
     * @param held how much
     * @param open what it may have spent of that
     */
    public void leaseAsADeadReplica(long held, long open, Duration lease) {
        Instant now = clock.instant();
        // as if the budget were large, so that all is granted
        Exchange asked = new Exchange(counter, 10 * held, 0, 0, 0, open, held, open);
        if (store == Store.DYNAMO) {
            AwsLab.ledger(tables).exchange("dead", 1, now, now.plus(lease), List.of(asked));
            return;
        }
        try (SqliteDatabase database = SqliteDatabase.ledger(folder, System::nanoTime)) {
            new LocalLedger(database).exchange("dead", 1, now, now.plus(lease), List.of(asked));
        }
    }

    /** Makes the ledger unreachable. */
    public void cut(Cable.State how) {
        if (store == Store.SQLITE) {
            lock = new LedgerFile(folder).lock();
        } else {
            cable.state(how);
        }
    }

    /** Makes it reachable again. */
    public void mend() {
        Connection held = lock;
        lock = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        cable.state(Cable.State.WHOLE);
    }

    /** Starts one more gateway in this process; gives the address of its client API. */
    public URI start() {
        try {
            RunningGateway gateway = RunningGateway.start(
                    new Options(profile(), List.of(overlay), null, false),
                    SettingsLoader.shipped().load(profile(), List.of(overlay), environment()),
                    environment());
            running.add(gateway);
            return URI.create("http://127.0.0.1:" + gateway.ports().client());
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not start", e);
        }
    }

    /** Arguments of a process that is to be one more gateway. */
    public List<String> arguments() {
        return List.of("--profile", profile() == Profile.AWS ? "aws" : "embedded", "--config", overlay.toString());
    }

    /** Variables of such a process. */
    public Map<String, String> variables() {
        return Map.of(
                "SERAI_DATA_DIR",
                folder.toString(),
                "SERAI_DEMO_KEY",
                TestGateway.KEY,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    @Override
    public void close() {
        mend();
        running.forEach(RunningGateway::close);
        cable.close();
        aws.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(variables());
        all.putAll(Map.of(
                "SERAI_PORT", "0", "SERAI_MANAGEMENT_PORT", "0", "SERAI_GRPC_PORT", "0", "SERAI_DRAIN_DELAY", "0s"));
        if (profile() == Profile.EMBEDDED) {
            all.put("SERAI_SIMULATOR_PORT", "0");
        }
        return all;
    }

    private Profile profile() {
        return store == Store.SQLITE ? Profile.EMBEDDED : Profile.AWS;
    }

    private String overlay(String limits, String quota) {
        return """
                gateway:
                  environment: test
                  log: {level: error}
                  limits: {in-flight: 2000, deciding: 2000}
                  quota: {%1$s}
                  tenants:
                    demo: {model-limits: {exact: {%2$s}}}
                  providers:
                    anthropic: {address: "127.0.0.1:%3$d"}
                  models:
                """.formatted(quota, limits, simulator.port())
                + model(MODEL, MICRO_USD_PER_TOKEN * 1_000_000)
                + model(FREE_MODEL, 0)
                + (profile() == Profile.EMBEDDED ? "" : """
                  aws:
                    region: eu-central-1
                    table-prefix: %1$s
                    dynamodb-endpoint: %2$s
                    ssm-endpoint: %3$s
                    secrets-manager-endpoint: %3$s
                """.formatted(tables, cable.uri(), aws.uri()));
    }

    private static String model(String id, long microUsdPerMillion) {
        return """
                    %1$s:
                      context-tokens: 100000
                      max-output-tokens: 1000
                      deployments:
                        %1$s-one:
                          provider: anthropic
                          upstream-name: %1$s
                          region: global
                          residency: any
                          priority: 0
                          weight: 1
                          price: {input: 0, cache-read: 0, cache-write: 0, cache-write-1h: 0, output: %2$d, taken: 2026-11-24}
                """.formatted(id, microUsdPerMillion);
    }
}
