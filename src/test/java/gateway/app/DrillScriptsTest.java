package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.decision.StoredDecision;
import gateway.http.Waiting;
import gateway.secret.KeyedProvider;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import gateway.wire.JsonCodec;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drills that operators run against an account, against a gateway in profile aws whose AWS is on loopback. */
class DrillScriptsTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String SWITCH = "/ai/kill-switches/test/model/" + MODEL;
    private static final String SECRET = "serai/test/providers/openai";
    private static final String ALONE = "gpt-5.4-mini";
    private static final String SHARED = "gpt-5-nano";
    private static final String FIRST_KEY = "first-key-of-openai";
    private static final String NEXT_KEY = "next-key-of-openai";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static Vertx vertx;
    private static Simulator simulator;
    private static FakeAws aws;
    private static KeyedProvider openai;
    private static String tables;
    private static AwsGateway gateway;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        aws = FakeAws.start();
        openai = KeyedProvider.start(FIRST_KEY);
        tables = AwsLab.newTables("test");
        gateway = AwsGateway.startWith(aws, tables, simulator, Duration.ofMillis(200), settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        openai.close();
        aws.close();
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void beginWithTheFirstKey() {
        openai.accept(FIRST_KEY);
        aws.secret(SECRET, FIRST_KEY);
        assertThat(Waiting.until(LONG, () -> gateway.ask(ALONE).statusCode() == 200))
                .isTrue();
    }

    @Test
    void killSwitchHoldsInTimeAndIsTakenBack() {
        DrillScript drill = drill("kill-switch", "--model", MODEL, "--in-a-row", "5");

        assertThat(drill.exit()).as(drill.said()).isZero();
        assertThat(drill.said()).contains("HOLDS: " + SWITCH + " refused all calls");
        assertThat(aws.value(SWITCH)).isNull();
    }

    @Test
    void killSwitchThatStopsNobodyDoesNotHold() {
        DrillScript drill =
                drill("kill-switch", "--model", MODEL, "--scope", "tenant", "--name", "nobody", "--within", "2");

        assertThat(drill.exit()).as(drill.said()).isEqualTo(1);
        assertThat(drill.said()).contains("DOES NOT HOLD: /ai/kill-switches/test/tenant/nobody was set 2 s ago");
        assertThat(aws.value("/ai/kill-switches/test/tenant/nobody"))
                .as("the drill takes it back all the same")
                .isNull();
    }

    @Test
    void leavesASwitchOfSomebodyElseAlone() {
        aws.put(SWITCH, "false");

        DrillScript drill = drill("kill-switch", "--model", MODEL);

        assertThat(drill.exit()).as(drill.said()).isEqualTo(2);
        assertThat(aws.value(SWITCH)).isEqualTo("false");
        aws.remove(SWITCH);
    }

    @Test
    void rotationLosesNoCall() {
        openai.accept(FIRST_KEY, NEXT_KEY);

        DrillScript drill = rotation();

        assertThat(drill.exit()).as(drill.said()).isZero();
        assertThat(drill.said()).contains(SECRET + " has a new version").doesNotContain(NEXT_KEY);

        openai.accept(NEXT_KEY);
        DrillScript check = rotation("--check");
        assertThat(check.exit()).as(check.said()).isZero();
    }

    @Test
    void rotationToAKeyThatTheProviderDoesNotKnowDoesNotHold() {
        DrillScript drill = rotation();

        assertThat(drill.exit()).as(drill.said()).isEqualTo(1);
        assertThat(drill.said()).contains("calls failed", "all_providers_failed");
    }

    @Test
    void failoverIsNotSeenByClientsAndTheKeyComesBack() {
        DrillScript drill = failover(SHARED);

        assertThat(drill.exit()).as(drill.said()).isZero();
        assertThat(drill.said()).contains("none failed; others answered");
    }

    @Test
    void failoverWithNobodyElseDoesNotHold() {
        DrillScript drill = failover(ALONE);

        assertThat(drill.exit()).as(drill.said()).isEqualTo(1);
        assertThat(drill.said()).contains("calls failed");
        assertThat(gateway.ask(ALONE).statusCode()).as("its key came back").isEqualTo(200);
    }

    @Test
    void residencyHoldsByHeadersAndByRecords() throws JsonProcessingException {
        String key = JsonCodec.MAPPER
                .readTree(gateway.admin("POST", "/admin/v1/keys", "{\"tenant\":\"acme\"}")
                        .body())
                .path("key")
                .asText();

        DrillScript drill = residency("acme", key);

        assertThat(drill.exit()).as(drill.said()).isZero();
        assertThat(drill.said()).contains("none of them outside of the EU");

        gateway.decisions()
                .append(List.of(new StoredDecision(
                        "elsewhere",
                        Instant.now(),
                        "acme",
                        MODEL,
                        "sonnet-4-5-us",
                        "us-east-1",
                        "eu",
                        "any",
                        "complete",
                        "{}")));
        DrillScript later = residency("acme", key);
        assertThat(later.exit()).as(later.said()).isEqualTo(1);
        assertThat(later.said()).contains("1 records of acme say that it was served outside");
    }

    @Test
    void residencyOfATenantThatMayGoAnywhereDoesNotHold() {
        DrillScript drill = residency("demo", AwsGateway.KEY);

        assertThat(drill.exit()).as(drill.said()).isEqualTo(1);
        assertThat(drill.said()).contains(MODEL + " was answered by anthropic in global");
    }

    private static DrillScript rotation(String... more) {
        List<String> options =
                new ArrayList<>(List.of("--provider", "openai", "--model", ALONE, "--callers", "2", "--after", "2"));
        options.addAll(List.of(more));
        return drill("rotation", options.toArray(String[]::new));
    }

    private static DrillScript failover(String model) {
        return drill(
                "failover", "--provider", "openai", "--model", model, "--callers", "2", "--within", "60", "--for", "1");
    }

    private static DrillScript residency(String tenant, String key) {
        return run(key, "residency", "--tenant", tenant, "--models", MODEL, "--foreign", "gpt-4o-mini", "--calls", "4");
    }

    private static DrillScript drill(String name, String... options) {
        return run(AwsGateway.KEY, name, options);
    }

    private static DrillScript run(String key, String name, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--stage", "test"));
        if (name.equals("residency")) {
            all.addAll(List.of("--days", "1", "--tables", tables));
        }
        return DrillScript.run(
                Map.of(
                        "SERAI_URL", gateway.url(),
                        "SERAI_KEY", key,
                        "SERAI_NEXT_KEY", NEXT_KEY,
                        "TEST_AWS", aws.uri().toString(),
                        "TEST_DYNAMODB", AwsLab.dynamodb().toString()),
                name,
                all.toArray(String[]::new));
    }

    private static String settings() {
        return """
                gateway:
                  providers: {openai: {address: "%s"}}
                  control: {secrets-ttl: 1s}
                  tenants: {acme: {residency: eu}}
                  models:
                    gpt-5-nano:
                      deployments:
                        nano-elsewhere: {provider: anthropic, upstream-name: claude-haiku-4-5, region: global,
                          residency: any, priority: 1, weight: 1, price: {input: 1, cache-read: 1, cache-write: 1,
                          cache-write-1h: 1, output: 1, taken: 2026-11-24}}
                """.formatted(openai.address());
    }
}
