package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.aws.FakeAws.Fault;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import gateway.wire.JsonCodec;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The profile aws as a whole: its stores, its polls and its events, on one machine. */
class AwsProfileTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String SWITCHES = "/ai/kill-switches/test/";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration NEVER_POLLS = Duration.ofMinutes(10);
    private static final Duration OFTEN = Duration.ofMillis(200);

    private static Vertx vertx;
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
    }

    @AfterAll
    static void stop() {
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void seedsEmptyTablesAndServes() {
        try (FakeAws aws = FakeAws.start();
                AwsGateway gateway = start(aws, AwsLab.newTables("test"), null, OFTEN)) {
            HttpResponse<String> answer = gateway.ask(MODEL);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-serai-deployment")).hasValue("sonnet-4-5-anthropic");
            assertThat(gateway.admin("GET", "/admin/v1/status", "").body())
                    .contains("\"profile\":\"aws\"", "\"ready\":true");
            assertThat(aws.value("/ai/routing/test/revision")).isNotNull();
        }
    }

    @Test
    void reportsTheUsageOfAllReplicas() throws JsonProcessingException {
        String tables = AwsLab.newTables("test");
        try (FakeAws aws = FakeAws.start();
                AwsGateway one = start(aws, tables, null, OFTEN);
                AwsGateway other = start(aws, tables, null, OFTEN)) {
            List<HttpResponse<String>> answers =
                    List.of(one.ask(MODEL), one.ask(MODEL), other.ask(MODEL), other.ask("no such model"));

            boolean written = Waiting.until(
                    LONG,
                    () -> one.admin("GET", "/admin/v1/usage?by=tenant", "")
                            .body()
                            .contains("\"calls\":3,\"refusals\":1"));

            assertThat(written)
                    .as(one.admin("GET", "/admin/v1/usage", "").body())
                    .isTrue();
            long cost = 0;
            for (HttpResponse<String> answer : answers) {
                String id = answer.headers().firstValue("x-request-id").orElseThrow();
                assertThat(Waiting.until(
                                LONG,
                                () -> other.admin("GET", "/admin/v1/decisions/" + id, "")
                                                .statusCode()
                                        == 200))
                        .isTrue();
                JsonNode decision = JsonCodec.MAPPER.readTree(
                        other.admin("GET", "/admin/v1/decisions/" + id, "").body());
                cost += decision.at("/record/cost_micro_usd").asLong();
            }
            assertThat(cost).isPositive();
            assertThat(other.admin("GET", "/admin/v1/usage?format=csv&by=model&model=" + MODEL, "")
                            .body())
                    .contains("\r\n" + MODEL + ",3,0,0,")
                    .contains("," + cost + ",0.");
        }
    }

    @Test
    void followsAParameterThatSomebodyPutsByHand() {
        try (FakeAws aws = FakeAws.start();
                AwsGateway gateway = start(aws, AwsLab.newTables("test"), null, OFTEN)) {
            aws.put(SWITCHES + "model/" + MODEL, "true");

            assertThat(Waiting.until(LONG, () -> gateway.ask(MODEL).statusCode() == 503))
                    .isTrue();

            aws.put(SWITCHES + "model/" + MODEL, "false");
            assertThat(Waiting.until(LONG, () -> gateway.ask(MODEL).statusCode() == 200))
                    .isTrue();
        }
    }

    @Test
    void followsEventsWithoutAPoll() {
        URI queue = AwsLab.newQueue();
        try (FakeAws aws = FakeAws.start();
                AwsGateway gateway = start(aws, AwsLab.newTables("test"), queue, NEVER_POLLS)) {
            aws.events(event -> AwsLab.send(queue, event));

            aws.put(SWITCHES + "global", "{\"reason\":\"incident\",\"mode\":\"drain\"}");

            assertThat(Waiting.until(LONG, () -> gateway.ask(MODEL).statusCode() == 503))
                    .isTrue();
        }
    }

    @Test
    void writesTheParameterFromTheAdminApiAndTellsOtherReplicas() {
        String tables = AwsLab.newTables("test");
        try (FakeAws aws = FakeAws.start();
                AwsGateway one = start(aws, tables, null, OFTEN);
                AwsGateway other = start(aws, tables, null, OFTEN)) {
            HttpResponse<String> thrown =
                    one.admin("PUT", "/admin/v1/kill-switches/model/" + MODEL, "{\"reason\":\"incident 42\"}");

            assertThat(thrown.statusCode()).as(thrown.body()).isEqualTo(200);
            assertThat(one.ask(MODEL).statusCode()).isEqualTo(503);
            assertThat(aws.value(SWITCHES + "model/" + MODEL)).contains("incident 42");
            assertThat(Waiting.until(LONG, () -> other.ask(MODEL).statusCode() == 503))
                    .isTrue();

            one.admin("PUT", "/admin/v1/aliases/best", "{\"model\":\"gpt-4o-mini\"}");

            assertThat(one.ask("best").statusCode()).isEqualTo(200);
            assertThat(Waiting.until(LONG, () -> other.ask("best").statusCode() == 200))
                    .isTrue();
        }
    }

    @Test
    void servesFromTheLastGoodSnapshotWhileTheStoresAreDown() {
        try (FakeAws aws = FakeAws.start();
                AwsGateway gateway = start(aws, AwsLab.newTables("test"), null, OFTEN)) {
            aws.fault(Fault.BROKEN);

            boolean told = Waiting.until(
                    LONG,
                    () -> gateway.admin("GET", "/metrics", "")
                            .body()
                            .contains("serai_control_errors_total{source=\"switches\"}"));

            assertThat(told).isTrue();
            assertThat(gateway.ask(MODEL).statusCode()).isEqualTo(200);
            assertThat(gateway.admin("GET", "/health/ready", "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyAndServesNobodyBeforeItHasASnapshot() {
        try (FakeAws aws = FakeAws.start()) {
            aws.fault(Fault.BROKEN);
            try (AwsGateway gateway = start(aws, AwsLab.newTables("test"), null, OFTEN)) {
                HttpResponse<String> ready = gateway.admin("GET", "/health/ready", "");

                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("could not be read yet");
                assertThat(gateway.ask(MODEL).statusCode()).isBetween(400, 503);

                aws.fault(Fault.NONE);
                assertThat(Waiting.until(
                                LONG,
                                () -> gateway.admin("GET", "/health/ready", "").statusCode() == 200))
                        .isTrue();
            }
        }
    }

    private static AwsGateway start(FakeAws aws, String tables, @Nullable URI queue, Duration polls) {
        return AwsGateway.start(aws, tables, simulator, queue, polls);
    }
}
