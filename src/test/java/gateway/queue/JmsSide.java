package gateway.queue;

import gateway.app.FreePort;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gateway in profile embedded, with a broker in this process that it reaches by a socket. */
final class JmsSide implements QueueSide {
    private final Path folder;
    private final int port;
    private final EmbeddedBroker broker;
    private final ConnectionFactory connections;
    private final String settings;
    private TestGateway gateway;

    /**
     * Starts both.
     *
     * @param more YAML that goes on below {@code gateway.queues.jms}
     */
    JmsSide(String more) {
        port = FreePort.orElse("127.0.0.1", 0);
        try {
            folder = Files.createTempDirectory("serai-broker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = EmbeddedBroker.start(folder, port);
        connections = JmsConnections.of(broker.url(), null, null);
        settings = """
                gateway:
                  tenants:
                    demo: {residency: any}
                  control: {switches-refresh: 100ms}
                  breaker: {open: 100ms}
                  queues:
                """ + RETRY + """
                    jms:
                      broker: {url: "tcp://127.0.0.1:%d"}
                      request-queue: requests
                      reply-queue: replies
                      reply-queues: [other]
                      dead-letter-queue: dead
                      consumers: 4
                """.formatted(port) + more;
        gateway = start();
    }

    private TestGateway start() {
        return TestGateway.start(settings);
    }

    @Override
    public void send(String body, Map<String, String> attributes, @Nullable String replyTo) {
        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer();
            attributes.forEach((name, value) -> {
                if (name.equals("correlation-id")) {
                    producer.setJMSCorrelationID(value);
                } else {
                    producer.setProperty(name.replace('-', '_'), value);
                }
            });
            if (replyTo != null) {
                producer.setJMSReplyTo(context.createQueue(replyTo));
            }
            producer.send(context.createQueue("requests"), body);
        }
    }

    @Override
    public @Nullable Received receive(Box box, int millis) {
        try (JMSContext context = connections.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(name(box)))) {
            return consumer.receive(millis) instanceof TextMessage text ? read(text) : null;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Received read(TextMessage text) throws JMSException {
        Map<String, String> attributes = new TreeMap<>();
        for (Enumeration<?> names = text.getPropertyNames(); names.hasMoreElements(); ) {
            String name = String.valueOf(names.nextElement());
            attributes.put(name.replace('_', '-'), text.getStringProperty(name));
        }
        return new Received(text.getText(), attributes, text.getJMSCorrelationID());
    }

    @Override
    public String name(Box box) {
        return box.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Simulator simulator() {
        return gateway.simulator();
    }

    @Override
    public String key() {
        return TestGateway.KEY;
    }

    @Override
    public String http() {
        return new Client(gateway)
                .post(Client.Api.OPENAI, key(), Map.of(), QueueSide.request("Hello"))
                .body();
    }

    @Override
    public int admin(String method, String path, String body) {
        return new Client(gateway)
                .admin(method, path, TestGateway.ADMIN_KEY, body)
                .status();
    }

    @Override
    public String metrics() {
        return new Client(gateway)
                .admin("GET", "/metrics", TestGateway.ADMIN_KEY, "")
                .body();
    }

    @Override
    public void restart() {
        gateway.close();
        gateway = start();
        gateway.simulator().pace(Pace.INSTANT);
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }
}
