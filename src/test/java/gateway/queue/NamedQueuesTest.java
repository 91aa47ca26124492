package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.http.Waiting;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several queues of one kind, each with its own tenant and its own names. */
class NamedQueuesTest {
    private static final String SETTINGS = """
            gateway:
              control: {switches-refresh: 100ms}
              tenants:
                demo: {residency: any, dead-letter-content: false}
                open: {residency: any, dead-letter-content: true}
              queues:
                retry: {max-attempts: 3, first-delay: 1s, max-delay: 2s, max-age: 1h}
                jms: {request-queue: requests, reply-queue: replies, dead-letter-queue: dead, consumers: 1,
                  dead-letter-content: true}
                named:
                  billing: {kind: jms, tenant: open, request-queue: billing.in, reply-queue: billing.out,
                    dead-letter-queue: billing.dead, consumers: 1}
                  closed: {kind: jms, tenant: open, request-queue: closed.in, reply-queue: closed.out,
                    dead-letter-queue: closed.dead, consumers: 1, dead-letter-content: false}
                  stray: {kind: jms, tenant: nobody, request-queue: stray.in, reply-queue: stray.out,
                    dead-letter-queue: stray.dead, consumers: 1}
            """;
    private static final String SWITCH = "/admin/v1/kill-switches/route/jms-billing";
    private static TestGateway gateway;
    private static JMSContext context;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(SETTINGS);
        context = ((ConnectionFactory) Objects.requireNonNull(gateway.beans().get("jmsConnections"))).createContext();
    }

    @AfterAll
    static void stop() {
        context.close();
        gateway.close();
    }

    @Test
    void areAnsweredEachInItsOwnQueue() throws JMSException {
        send("billing.in", QueueSide.request("Hello"), null);
        send("requests", QueueSide.request("Hello"), TestGateway.KEY);

        assertThat(receive("billing.out").getStringProperty("status")).isEqualTo("200");
        assertThat(receive("replies").getStringProperty("status")).isEqualTo("200");
    }

    @Test
    void belongToTheirTenantWhateverAMessageSays() throws Exception {
        send("billing.in", QueueSide.request("Hello"), TestGateway.KEY);

        String decision = receive("billing.out").getStringProperty("x_serai_decision");

        assertThat(Waiting.until(
                        Duration.ofSeconds(10), () -> gateway.decisions().find(decision) != null))
                .isTrue();
        assertThat(Objects.requireNonNull(gateway.decisions().find(decision)).tenant())
                .isEqualTo("open");
    }

    @Test
    void refuseTheMessagesOfATenantThatIsNotKnown() throws JMSException {
        send("stray.in", QueueSide.request("Hello"), TestGateway.KEY);

        assertThat(receive("stray.out").getStringProperty("status")).isEqualTo("401");
    }

    @Test
    void keepWhatIsGivenUpOnlyWhereTenantAndQueueAllowIt() throws Exception {
        send("billing.in", "no JSON", null);
        send("closed.in", "no JSON", null);
        send("requests", "no JSON", TestGateway.KEY);

        assertThat(note("billing.dead").path("content").asText()).isEqualTo("no JSON");
        assertThat(note("closed.dead").has("content")).isFalse();
        assertThat(note("dead").has("content")).isFalse();
        for (String replies : new String[] {"billing.out", "closed.out", "replies"}) {
            assertThat(receive(replies).getStringProperty("status")).isEqualTo("400");
        }
    }

    @Test
    void haveASwitchEach() throws JMSException {
        Client client = new Client(gateway);
        client.admin("PUT", SWITCH, TestGateway.ADMIN_KEY, "{\"reason\":\"test\",\"mode\":\"drain\"}");
        send("billing.in", QueueSide.request("Wait"), null);
        send("requests", QueueSide.request("Go"), TestGateway.KEY);

        assertThat(receive("replies").getStringProperty("status")).isEqualTo("200");
        try (JMSConsumer consumer = context.createConsumer(context.createQueue("billing.out"))) {
            assertThat(consumer.receive(500)).isNull();
        }
        client.admin("DELETE", SWITCH, TestGateway.ADMIN_KEY, "");
        assertThat(receive("billing.out").getStringProperty("status")).isEqualTo("200");
    }

    private static void send(String queue, String body, @Nullable String key) {
        var producer = context.createProducer();
        if (key != null) {
            producer.setProperty("x_api_key", key);
        }
        producer.send(context.createQueue(queue), body);
    }

    private static Message receive(String queue) {
        try (var consumer = context.createConsumer(context.createQueue(queue))) {
            return Objects.requireNonNull(consumer.receive(20_000), queue);
        }
    }

    private static JsonNode note(String queue) throws Exception {
        return new ObjectMapper().readTree(((TextMessage) receive(queue)).getText());
    }
}
