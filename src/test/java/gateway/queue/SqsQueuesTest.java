package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.AwsGateway;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What SQS alone has: FIFO queues, and a queue for what is urgent in place of priorities. */
class SqsQueuesTest {
    private static final String BROKEN = "gpt-5.4-mini";
    private static final String SOUND = "claude-sonnet-4-5";
    private static final URI ORDERED = AwsLab.newFifo();
    private static final URI ORDERED_REPLIES = AwsLab.newFifo();
    private static final URI BACKLOG = AwsLab.newQueue();
    private static final URI URGENT = AwsLab.newQueue();
    private static final URI REPLIES = AwsLab.newQueue();
    private static final URI DEAD = AwsLab.newQueue();
    private static final String SETTINGS =
            """
                sqs-endpoint: %s
              breaker: {open: 100ms}
              queues:
                retry: {max-attempts: 3, first-delay: 1s, max-delay: 2s, max-age: 1h}
                named:
                  ordered: {kind: sqs, tenant: demo, request-queue: "%s", reply-queue: "%s", dead-letter-queue: "%s", consumers: 4}
                  backlog: {kind: sqs, tenant: demo, request-queue: "%s", reply-queue: "%6$s", dead-letter-queue: "%4$s", consumers: 1}
                  urgent: {kind: sqs, tenant: demo, request-queue: "%7$s", reply-queue: "%6$s", dead-letter-queue: "%4$s", consumers: 1}
            """.formatted(AwsLab.sqs(), ORDERED, ORDERED_REPLIES, DEAD, BACKLOG, REPLIES, URGENT);

    private static Vertx vertx;
    private static FakeAws aws;
    private static Simulator simulator;
    private static AwsGateway gateway;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        aws = FakeAws.start();
        simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        gateway = AwsGateway.start(aws, AwsLab.newTables("test"), simulator, null, Duration.ofMillis(100), SETTINGS);
    }

    @AfterEach
    void heal() {
        simulator.faults().clear();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        simulator.close();
        aws.close();
        vertx.close();
    }

    @Test
    void keepTheOrderOfAGroupWhoseFirstMessageFailsAgainAndAgain() {
        simulator.faults().put("down", "{\"model\":\"" + BROKEN + "\",\"status\":500}");

        send(ORDERED, BROKEN, "one", "a");
        send(ORDERED, SOUND, "two", "a");
        send(ORDERED, SOUND, "other", "b");

        assertReply(ORDERED_REPLIES, "other", "200", "b");
        assertReply(ORDERED_REPLIES, "one", "502", "a");
        assertReply(ORDERED_REPLIES, "two", "200", "a");
        assertThat(receive(DEAD).body()).contains("\"failures\":3");
        assertThat(next(ORDERED_REPLIES, 1)).isNull();
    }

    @Test
    void keepTheOrderOfAGroupThatWaitsForASwitch() {
        String path = "/admin/v1/kill-switches/route/sqs-ordered";
        gateway.admin("PUT", path, "{\"reason\":\"test\",\"mode\":\"drain\"}");
        for (String name : List.of("first", "second", "third")) {
            send(ORDERED, SOUND, name, "c");
        }
        assertThat(next(ORDERED_REPLIES, 2)).isNull();

        gateway.admin("DELETE", path, "");

        for (String name : List.of("first", "second", "third")) {
            assertReply(ORDERED_REPLIES, name, "200", "c");
        }
    }

    @Test
    void dropAReplyThatIsSentTwice() {
        URI queue = AwsLab.newFifo();
        SqsOutbox outbox = new SqsOutbox(AwsLab.queues());
        for (String message : List.of("m1", "m1", "m2", "m1")) {
            outbox.send(
                    queue.toString(),
                    new Outbox.Outgoing("{}", Map.of(), "with a blank " + message, Duration.ZERO, 4, null, message));
        }

        Set<String> taken = new TreeSet<>(List.of(correlation(receive(queue)), correlation(receive(queue))));

        assertThat(taken).containsExactly("with a blank m1", "with a blank m2");
        assertThat(next(queue, 1)).isNull();
    }

    @Test
    void answerWhatIsUrgentWhileTheBacklogIsBusy() {
        simulator.faults().put("slow", "{\"model\":\"" + BROKEN + "\",\"chunks\":160,\"pauseMs\":50}");
        send(BACKLOG, BROKEN, "slow", null);
        assertThat(Waiting.until(
                        Duration.ofSeconds(20), () -> simulator.counts().startedFor(BROKEN) > 0))
                .isTrue();
        send(BACKLOG, SOUND, "late", null);

        send(URGENT, SOUND, "urgent", null);

        assertThat(correlation(receive(REPLIES))).isEqualTo("urgent");
        simulator.faults().clear();
        assertThat(List.of(correlation(receive(REPLIES)), correlation(receive(REPLIES))))
                .containsExactlyInAnyOrder("slow", "late");
    }

    private static void send(URI queue, String model, String name, @Nullable String group) {
        String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(model, name);
        AwsLab.queues()
                .sendMessage(send -> send.queueUrl(queue.toString())
                        .messageBody(body)
                        .messageGroupId(group)
                        .messageDeduplicationId(group == null ? null : name)
                        .messageAttributes(Map.of(
                                "correlation-id",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(name)
                                        .build())));
    }

    private static void assertReply(URI queue, String correlation, String status, String group) {
        Message reply = receive(queue);
        assertThat(correlation(reply)).isEqualTo(correlation);
        assertThat(attribute(reply, "status")).isEqualTo(status);
        assertThat(reply.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .isEqualTo(group);
    }

    private static String correlation(Message message) {
        return attribute(message, "correlation-id");
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name), name)
                .stringValue();
    }

    private static Message receive(URI queue) {
        for (int i = 0; i < 4; i++) {
            Message message = next(queue, 20);
            if (message != null) {
                return message;
            }
        }
        throw new AssertionError("no message came");
    }

    /** The next message, which is then deleted; null if none comes within some seconds. */
    private static @Nullable Message next(URI queue, int seconds) {
        List<Message> messages = AwsLab.queues()
                .receiveMessage(receive -> receive.queueUrl(queue.toString())
                        .maxNumberOfMessages(1)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .waitTimeSeconds(seconds))
                .messages();
        if (messages.isEmpty()) {
            return null;
        }
        Message message = messages.getFirst();
        AwsLab.queues()
                .deleteMessage(delete -> delete.queueUrl(queue.toString()).receiptHandle(message.receiptHandle()));
        return message;
    }
}
