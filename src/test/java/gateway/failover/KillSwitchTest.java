package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kill switches by the admin API, while calls come in. */
class KillSwitchTest {
    private static final String ROOT = "/admin/v1/kill-switches";
    private static final String BODY = "{\"reason\":\"a test\"}";
    private static final Duration LONG = Duration.ofSeconds(20);

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(new Overlay()
                .provider("killed", "anthropic", "killed.test")
                .model("target", new Place("target-1", "killed", "target-upstream", false))
                .yaml());
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void takeBack() {
        for (String path : new String[] {"model/target", "model/other"}) {
            client.admin("DELETE", ROOT + "/" + path, TestGateway.ADMIN_KEY, "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "global/all",
                "provider/killed",
                "model/target",
                "deployment/target-1",
                "route/openai-chat",
                "tenant/demo"
            })
    void noCallStartsOnceASwitchIsOn(String path) {
        try (Stampede stampede = Stampede.of(client, "target")) {
            Patience.until(() -> stampede.served() >= 10, LONG);

            Reply thrown = client.admin("PUT", ROOT + "/" + path, TestGateway.ADMIN_KEY, BODY);
            // from now on whoever asks does so after the switch's answer
            Patience.until(() -> stampede.leastRefused() >= 1, LONG);
            int servedThen = stampede.served();
            long startedThen = gateway.simulator().counts().startedFor("target-upstream");
            Patience.until(() -> stampede.leastRefused() >= 5, LONG);
            long started = gateway.simulator().counts().startedFor("target-upstream");
            Reply taken = client.admin("DELETE", ROOT + "/" + path, TestGateway.ADMIN_KEY, "");
            Patience.until(() -> stampede.served() >= servedThen + 40, LONG);

            assertThat(thrown.status()).isEqualTo(200);
            assertThat(started).isEqualTo(startedThen);
            assertThat(taken.status()).isEqualTo(200);
            assertThat(stampede.others()).isZero();
        }
    }

    @Test
    void endsByItselfWhenItsTimeIsOver() {
        Instant until = Instant.now().plusMillis(3_000);

        Reply thrown = client.admin(
                "PUT",
                ROOT + "/model/target",
                TestGateway.ADMIN_KEY,
                "{\"reason\":\"for a moment\",\"until\":\"" + until + "\"}");
        Reply refused = client.ask("target");
        Patience.until(() -> client.ask("target").status() == 200, LONG);

        assertThat(thrown.body()).contains("\"until\":\"" + until + "\"");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("x-serai-code")).isEqualTo("switched_off");
        assertThat(refused.header("retry-after")).isNotEmpty();
        assertThat(Instant.now()).isAfterOrEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | model/other  | {}                                                      | 400
            PUT    | model/other  | not json                                                | 400
            PUT    | model/other  | []                                                      | 400
            PUT    | model/other  | {"reason":""}                                           | 400
            PUT    | model/other  | {"reason":5}                                            | 400
            PUT    | model/other  | {"reason":"a","mode":"explode"}                         | 400
            PUT    | model/other  | {"reason":"a","mode":7}                                 | 400
            PUT    | model/other  | {"reason":"a","until":"tomorrow"}                       | 400
            PUT    | model/other  | {"reason":"a","until":12}                               | 400
            PUT    | model/other  | {"reason":"a","until":"2020-01-01T00:00:00Z"}           | 400
            PUT    | model/other  | {"reason":"a","reason":"b"}                             | 400
            PUT    | model/other  | {"reason":"a","colour":"red"}                           | 400
            PUT    | global/other | {"reason":"a"}                                          | 400
            PUT    | planet/mars  | {"reason":"a"}                                          | 400
            GET    | model/other  | ''                                                      | 404
            DELETE | model/other  | ''                                                      | 404
            POST   | model/other  | {"reason":"a"}                                          | 405
            """)
    void nothingChangesOnBadInput(String method, String path, String body, int status) {
        String before = client.admin("GET", ROOT, TestGateway.ADMIN_KEY, "").body();

        Reply reply = client.admin(method, ROOT + "/" + path, TestGateway.ADMIN_KEY, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body()).contains("\"message\":\"");
        assertThat(client.admin("GET", ROOT, TestGateway.ADMIN_KEY, "").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "GET", "DELETE"})
    void letsNobodyInWithoutTheAdminKey(String method) {
        String before = client.admin("GET", ROOT, TestGateway.ADMIN_KEY, "").body();

        Reply wrong = client.admin(method, ROOT + "/model/target", "sk-serai-admin-wrong", BODY);
        Reply tenant = client.admin(method, ROOT + "/model/target", TestGateway.KEY, BODY);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(tenant.status()).isEqualTo(401);
        assertThat(client.admin("GET", ROOT, TestGateway.ADMIN_KEY, "").body()).isEqualTo(before);
    }
}
