package gateway.queue;

import gateway.app.AwsGateway;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The gateway in profile aws, with ElasticMQ. */
final class SqsSide implements QueueSide {
    private final Vertx vertx = Vertx.vertx();
    private final FakeAws aws = FakeAws.start();
    private final String tables = AwsLab.newTables("test");
    private final URI requests = AwsLab.newQueue();
    private final Map<Box, URI> boxes = new EnumMap<>(Box.class);
    private final Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
    private final String settings;
    private AwsGateway gateway;

    /**
     * Starts everything.
     *
     * @param more YAML that goes on below {@code gateway.queues.sqs}
     */
    SqsSide(String more) {
        for (Box box : Box.values()) {
            boxes.put(box, AwsLab.newQueue());
        }
        settings = "    sqs-endpoint: " + AwsLab.sqs() + "\n  breaker: {open: 100ms}\n  queues:\n" + RETRY
                + """
                    sqs:
                      request-queue: %s
                      reply-queue: %s
                      reply-queues: [%s]
                      dead-letter-queue: %s
                      consumers: 4
                      visibility: 10s
                """.formatted(requests, boxes.get(Box.REPLIES), boxes.get(Box.OTHER), boxes.get(Box.DEAD)) + more;
        simulator.pace(Pace.INSTANT);
        gateway = start();
    }

    private AwsGateway start() {
        return AwsGateway.start(aws, tables, simulator, null, Duration.ofMillis(100), settings);
    }

    @Override
    public void send(String body, Map<String, String> attributes, @Nullable String replyTo) {
        Map<String, MessageAttributeValue> all = new HashMap<>();
        attributes.forEach((name, value) -> all.put(name, text(value)));
        if (replyTo != null) {
            all.put("reply-to", text(replyTo));
        }
        AwsLab.queues()
                .sendMessage(send ->
                        send.queueUrl(requests.toString()).messageBody(body).messageAttributes(all));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Override
    public @Nullable Received receive(Box box, int millis) {
        String queue = name(box);
        List<Message> messages = AwsLab.queues()
                .receiveMessage(receive -> receive.queueUrl(queue)
                        .maxNumberOfMessages(1)
                        .messageAttributeNames("All")
                        .waitTimeSeconds(Math.min(20, (millis + 999) / 1000)))
                .messages();
        if (messages.isEmpty()) {
            return null;
        }
        Message message = messages.getFirst();
        AwsLab.queues().deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
        Map<String, String> attributes = new TreeMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
        return new Received(message.body(), attributes, attributes.get("correlation-id"));
    }

    @Override
    public String name(Box box) {
        return String.valueOf(boxes.get(box));
    }

    @Override
    public Simulator simulator() {
        return simulator;
    }

    @Override
    public String key() {
        return AwsGateway.KEY;
    }

    @Override
    public String http() {
        return gateway.ask(MODEL).body();
    }

    @Override
    public int admin(String method, String path, String body) {
        return gateway.admin(method, path, body).statusCode();
    }

    @Override
    public String metrics() {
        return gateway.admin("GET", "/metrics", "").body();
    }

    @Override
    public void restart() {
        gateway.close();
        gateway = start();
    }

    @Override
    public void close() {
        gateway.close();
        simulator.close();
        aws.close();
        vertx.close();
    }
}
