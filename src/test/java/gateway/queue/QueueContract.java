package gateway.queue;

import static gateway.queue.QueueSide.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.http.Waiting;
import gateway.queue.QueueSide.Box;
import gateway.queue.QueueSide.Received;
import gateway.simulator.Pace;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for requests by queues, whichever queues they are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueueContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEVER = 300;

    private final QueueSide side;
    private final String route;

    QueueContract(QueueSide side, String route) {
        this.side = side;
        this.route = route;
    }

    @AfterEach
    void heal() {
        side.simulator().faults().clear();
        side.simulator().pace(Pace.INSTANT);
    }

    @AfterAll
    void close() {
        side.close();
    }

    @Test
    void answersAsHttpDoes() throws Exception {
        side.send(request("Hello"), Map.of("x-api-key", side.key(), "correlation-id", "case 7"));

        Received reply = reply(Box.REPLIES);

        JsonNode answer = JSON.readTree(reply.body());
        JsonNode http = JSON.readTree(side.http());
        assertThat(answer.path("choices")).isEqualTo(http.path("choices"));
        assertThat(answer.path("usage")).isEqualTo(http.path("usage"));
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.correlation()).isEqualTo("case 7");
        assertThat(reply.attribute("x-serai-model")).isEqualTo(QueueSide.MODEL);
        assertThat(reply.attribute("x-serai-decision")).startsWith("req_");
    }

    @Test
    void answersAMessageThatComesAgainWithTheSameBytesAndPaysOnce() {
        long before = side.simulator().counts().started();
        Map<String, String> attributes = Map.of("x-api-key", side.key(), "idempotency-key", "once-" + route);
        for (int i = 0; i < 3; i++) {
            side.send(request("Say it once"), attributes);
        }

        Set<String> bodies = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            Received reply = reply(Box.REPLIES);
            bodies.add(reply.body());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.correlation()).isNotNull();
        }

        assertThat(bodies).hasSize(1);
        assertThat(side.simulator().counts().started() - before).isEqualTo(1);
    }

    @Test
    void answersAsManyMessagesAtOnceAsThereAreConsumers() {
        side.simulator().pace(new Pace(3_000, 0, 5));
        for (int i = 0; i < 4; i++) {
            side.send(request("Number " + i), Map.of("x-api-key", side.key()));
        }

        assertThat(Waiting.until(
                        Duration.ofSeconds(20), () -> side.simulator().counts().open() == 4))
                .isTrue();
        for (int i = 0; i < 4; i++) {
            assertThat(reply(Box.REPLIES).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAKeyThatIsUsedForAnotherRequest() {
        Map<String, String> attributes = Map.of("x-api-key", side.key(), "idempotency-key", "two-" + route);
        side.send(request("One"), attributes);
        assertThat(reply(Box.REPLIES).status()).isEqualTo(200);

        side.send(request("Another"), attributes);

        assertError(reply(Box.REPLIES), 409, "idempotency_conflict");
    }

    @Test
    void refusesAMessageWithoutAKeyAndGivesNothingUp() {
        side.send(request("Hello"), Map.of());

        assertError(reply(Box.REPLIES), 401, "invalid_api_key");
        assertThat(side.receive(Box.DEAD, NEVER)).isNull();
    }

    @Test
    void refusesAStream() {
        side.send(request("Hello").replaceFirst("\\{", "{\"stream\":true,"), Map.of("x-api-key", side.key()));

        Received reply = reply(Box.REPLIES);

        assertError(reply, 400, "invalid_request");
        assertThat(reply.body()).contains("one reply to each message");
        assertThat(side.receive(Box.DEAD, NEVER)).isNull();
    }

    @Test
    void holdsToWhatTheMessageDemands() {
        side.send(request("Hello"), Map.of("x-api-key", side.key(), "x-serai-residency", "mars"));
        assertError(reply(Box.REPLIES), 400, "invalid_request");

        side.send(
                request("Hello").replace(QueueSide.MODEL, "claude-sonnet-4-5"),
                Map.of("x-api-key", side.key(), "x-serai-residency", "eu"));
        Received reply = reply(Box.REPLIES);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.attribute("x-serai-residency")).isEqualTo("eu");
        assertThat(reply.attribute("x-serai-provider")).isEqualTo("bedrock");
    }

    @Test
    void givesUpWhatIsNoRequestWithoutItsContent() throws Exception {
        side.send("SECRET no JSON", Map.of("x-api-key", side.key(), "correlation-id", "bad"));

        assertError(reply(Box.REPLIES), 400, "invalid_request");
        Received dead = reply(Box.DEAD);
        assertThat(dead.body()).doesNotContain("SECRET");
        assertThat(dead.correlation()).isEqualTo("bad");
        JsonNode note = JSON.readTree(dead.body());
        assertThat(note.path("why").asText()).isEqualTo("unreadable");
        assertThat(note.path("status").asInt()).isEqualTo(400);
        assertThat(side.metrics())
                .contains("serai_queue_messages_total{fate=\"unreadable\",route=\"" + route + "\"} 1.0");
    }

    @Test
    void givesUpAfterTooManyFailures() throws Exception {
        side.simulator().faults().put("down", "{\"status\":500}");
        side.send(request("SECRET"), Map.of("x-api-key", side.key()));

        assertError(reply(Box.REPLIES), 502, "all_providers_failed");
        Received dead = reply(Box.DEAD);
        assertThat(dead.body()).doesNotContain("SECRET");
        JsonNode note = JSON.readTree(dead.body());
        assertThat(note.path("why").asText()).isEqualTo("failed");
        assertThat(note.path("failures").asInt()).isEqualTo(3);
        assertThat(note.path("code").asText()).isEqualTo("all_providers_failed");
    }

    @Test
    void triesAgainUntilTheProvidersAreBack() {
        long before = side.simulator().counts().failed();
        side.simulator().faults().put("down", "{\"status\":500}");
        side.send(request("Be patient"), Map.of("x-api-key", side.key()));
        assertThat(Waiting.until(
                        Duration.ofSeconds(20), () -> side.simulator().counts().failed() > before))
                .isTrue();

        side.simulator().faults().clear();

        assertThat(reply(Box.REPLIES).status()).isEqualTo(200);
        assertThat(side.receive(Box.DEAD, NEVER)).isNull();
    }

    @Test
    void waitsForAKillSwitchOfItsRoute() {
        String path = "/admin/v1/kill-switches/route/" + route;
        assertThat(side.admin("PUT", path, "{\"reason\":\"test\",\"mode\":\"drain\"}"))
                .isBetween(200, 204);
        side.send(request("Wait"), Map.of("x-api-key", side.key()));
        assertThat(side.receive(Box.REPLIES, 2_000)).isNull();
        assertThat(side.http()).contains("choices");

        assertThat(side.admin("DELETE", path, "")).isBetween(200, 204);

        assertThat(reply(Box.REPLIES).status()).isEqualTo(200);
    }

    @Test
    void drainsABacklogWithinTheTenantsLimit() {
        String tenant = "/admin/v1/tenants/demo";
        assertThat(side.admin("PUT", tenant, "{\"residency\":\"any\",\"limits\":{\"concurrent\":1}}"))
                .isBetween(200, 204);
        side.simulator().pace(new Pace(300, 0, 5));
        for (int i = 0; i < 6; i++) {
            side.send(request("Number " + i), Map.of("x-api-key", side.key(), "correlation-id", "q" + i));
        }

        Set<String> answered = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            Received reply = reply(Box.REPLIES);
            assertThat(reply.status()).isEqualTo(200);
            answered.add(String.valueOf(reply.correlation()));
        }

        assertThat(answered).hasSize(6);
        assertThat(side.receive(Box.DEAD, NEVER)).isNull();
        assertThat(side.admin("PUT", tenant, "{\"residency\":\"any\"}")).isBetween(200, 204);
    }

    @Test
    void writesToQueuesOfTheSettingsAlone() {
        side.send(request("Hello"), Map.of("x-api-key", side.key()), side.name(Box.OTHER));
        assertThat(reply(Box.OTHER).status()).isEqualTo(200);

        side.send(request("Hello"), Map.of("x-api-key", side.key()), side.name(Box.FOREIGN));
        assertThat(reply(Box.REPLIES).status()).isEqualTo(200);
        assertThat(side.receive(Box.FOREIGN, NEVER)).isNull();
    }

    @Test
    void letsNoMessageSteerCamel() {
        side.send(
                request("Hello"),
                Map.of(
                        "x-api-key",
                        side.key(),
                        "CamelJmsDestinationName",
                        side.name(Box.FOREIGN),
                        "camelawssqsmessageid",
                        "forged",
                        "CamelBeanMethodName",
                        "toString"));

        Received reply = reply(Box.REPLIES);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.attributes().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("camel"));
        assertThat(side.receive(Box.FOREIGN, NEVER)).isNull();
    }

    @Test
    void losesNothingWhenItStopsInTheMiddle() {
        side.simulator().pace(new Pace(300, 0, 5));
        int messages = 12;
        for (int i = 0; i < messages; i++) {
            side.send(request("Number " + i), Map.of("x-api-key", side.key(), "correlation-id", "n" + i));
        }
        Received first = reply(Box.REPLIES);

        side.restart();

        Set<String> answered = new TreeSet<>(Set.of(String.valueOf(first.correlation())));
        for (int i = 1; i < messages; i++) {
            Received reply = reply(Box.REPLIES);
            assertThat(reply.status()).isEqualTo(200);
            answered.add(String.valueOf(reply.correlation()));
        }
        assertThat(answered).hasSize(messages);
        assertThat(side.receive(Box.REPLIES, NEVER)).isNull();
    }

    private Received reply(Box box) {
        return side.await(box);
    }

    private static void assertError(Received reply, int status, String code) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.attribute("x-serai-code")).isEqualTo(code);
        try {
            assertThat(JSON.readTree(reply.body()).path("error").path("code").asText())
                    .isEqualTo(code);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
