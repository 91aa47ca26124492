package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.CapturedLog;
import gateway.http.Waiting;
import gateway.idempotency.ClaimKey;
import gateway.local.LocalReplies;
import gateway.local.SqliteDatabase;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for repeated requests, over restarts, deaths and troubles of the store, and between replicas. */
class KeptRepliesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String MARKER = "zx83marker";
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String REPLAYED = "x-serai-idempotent-replay";

    @TempDir
    Path folder = Path.of("unset");

    private final String key = UUID.randomUUID().toString();

    @Test
    void keepsRepliesOverARestartInAFileThatOnlyTheClientsKeyOpens() throws IOException {
        String body = Client.body(MODEL, false).replace("Hello", MARKER);
        Reply first;
        try (TestGateway gateway = start("")) {
            first = post(gateway, body);
            assertThat(first.body()).contains(MARKER);
        }

        for (Path file : files("idempotency.db")) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContain(MARKER)
                    .doesNotContain(key);
        }
        try (TestGateway gateway = start("")) {
            Reply second = post(gateway, body);

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.header(REPLAYED)).isEqualTo("true");
            assertThat(gateway.simulator().counts().started()).isZero();
        }
    }

    @Test
    void triesAgainWhatADeadProcessHadClaimed() {
        try (TestGateway gateway = start("");
                SqliteDatabase database = SqliteDatabase.replies(folder, System::nanoTime)) {
            LocalReplies store = new LocalReplies(database, InstantSource.system());
            String body = Client.body(MODEL, false);
            Reply shape = post(gateway, body);
            assertThat(shape.status()).isEqualTo(200);
            ClaimKey dead = new ClaimKey("demo", "openai-chat", "dead");
            store.claim(
                    dead.hash(),
                    ClaimKey.hash(body, null, null, null, null),
                    "dead",
                    InstantSource.system().instant().plusSeconds(3));

            Reply early = post(gateway, "dead", body);

            assertThat(early.status()).isEqualTo(409);
            assertThat(early.body()).contains("is still being answered");
            assertThat(Waiting.until(LONG, () -> post(gateway, "dead", body).status() == 200))
                    .isTrue();
            assertThat(post(gateway, "dead", body).header(REPLAYED)).isEqualTo("true");
        }
    }

    @Test
    void deletesWhatHasExpired() throws Exception {
        try (TestGateway gateway = start("kept: 1s, lease: 1s");
                Connection file = raw();
                Statement statement = file.createStatement()) {
            String first = post(gateway, Client.body(MODEL, false)).header("x-serai-decision");

            assertThat(Waiting.until(LONG, () -> isEmpty(statement))).isTrue();

            Reply again = post(gateway, Client.body(MODEL, false));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.header("x-serai-decision")).isNotEqualTo(first);
        }
    }

    @Test
    void refusesToGuessWhileTheStoreIsAwayAndServesTheOthers() throws Exception {
        try (TestGateway gateway = start("");
                Connection file = raw();
                Statement statement = file.createStatement()) {
            Client client = new Client(gateway);
            statement.execute("BEGIN IMMEDIATE");
            long started = gateway.simulator().counts().started();

            Reply refused = post(gateway, Client.body(MODEL, false));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("x-serai-code")).isEqualTo("store_unavailable");
            assertThat(refused.header("retry-after")).isEqualTo("2");
            assertThat(refused.body()).contains("without idempotency-key");
            assertThat(gateway.simulator().counts().started()).isEqualTo(started);
            assertThat(client.ask(MODEL).status()).isEqualTo(200);

            statement.execute("ROLLBACK");
            assertThat(post(gateway, Client.body(MODEL, false)).status()).isEqualTo(200);
        }
    }

    @Test
    void showsNeitherKeysNorContentInTheLog() {
        try (TestGateway gateway = start("");
                CapturedLog log = CapturedLog.open()) {
            for (boolean stream : new boolean[] {false, true}) {
                String own = MARKER + stream;
                String body = Client.body(MODEL, stream).replace("Hello", MARKER);
                for (int i = 0; i < 3; i++) {
                    assertThat(post(gateway, own, body).status()).isEqualTo(200);
                }
                post(gateway, own, body.replace("64", "65"));
                post(gateway, own + " " + MARKER, body);
            }

            assertThat(log.loggers()).contains("gateway.calls");
            assertThat(log.with(MARKER)).isEmpty();
        }
    }

    @Test
    void answersOnceAtTwoReplicas() {
        Vertx vertx = Vertx.vertx();
        Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        String tables = AwsLab.newTables("test");
        try (FakeAws aws = FakeAws.start();
                AwsGateway one = AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(200));
                AwsGateway two = AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(200))) {
            long before = simulator.counts().started();
            Set<String> answers = new HashSet<>();
            assertThat(Waiting.until(LONG, () -> {
                        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
                        for (int i = 0; i < 6; i++) {
                            all.add((i % 2 == 0 ? one : two).askingOnce(MODEL, key));
                        }
                        List<HttpResponse<String>> replies =
                                all.stream().map(CompletableFuture::join).toList();
                        assertThat(replies)
                                .allSatisfy(
                                        each -> assertThat(each.statusCode()).isIn(200, 409));
                        replies.stream()
                                .filter(each -> each.statusCode() == 200)
                                .forEach(each -> answers.add(each.body()));
                        return replies.stream().allMatch(each -> each.statusCode() == 200);
                    }))
                    .isTrue();

            assertThat(answers).hasSize(1);
            assertThat(simulator.counts().started()).isEqualTo(before + 1);
        } finally {
            simulator.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private TestGateway start(String settings) {
        return TestGateway.start(
                settings.isEmpty() ? "" : "gateway: {idempotency: {" + settings + "}}",
                null,
                Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    private Reply post(TestGateway gateway, String body) {
        return post(gateway, key, body);
    }

    private static Reply post(TestGateway gateway, String own, String body) {
        return new Client(gateway).post(Api.OPENAI, TestGateway.KEY, Map.of("idempotency-key", own), body);
    }

    private Connection raw() throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("idempotency.db"));
    }

    private static boolean isEmpty(Statement statement) {
        try (var rows = statement.executeQuery("SELECT count(*) FROM replies")) {
            return rows.next() && rows.getLong(1) == 0;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
