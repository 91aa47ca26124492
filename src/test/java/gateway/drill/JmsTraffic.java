package gateway.drill;

import gateway.app.FreePort;
import gateway.queue.EmbeddedBroker;
import gateway.queue.JmsConnections;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;

/** By Artemis, which lives on. */
final class JmsTraffic extends QueueTraffic {
    private static final int POLL_MILLIS = 500;

    private final int port = FreePort.orElse("127.0.0.1", 0);
    private final EmbeddedBroker broker;
    private final ConnectionFactory connections;
    private final CompletableFuture<Void> collecting;

    JmsTraffic(Path folder) throws IOException {
        Files.createDirectories(folder);
        broker = EmbeddedBroker.start(folder, port);
        connections = JmsConnections.of(broker.url(), null, null);
        collecting = CompletableFuture.runAsync(
                this::collect, each -> Thread.ofPlatform().start(each));
    }

    @Override
    String settings(int consumers, String key) {
        return """
                    jms:
                      broker: {url: "tcp://127.0.0.1:%d"}
                      request-queue: requests
                      reply-queue: replies
                      dead-letter-queue: dead
                      key: %s
                      consumers: %d
                """.formatted(port, key, consumers);
    }

    @Override
    void send(int messages) {
        try (JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("requests");
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < messages; i++) {
                producer.setJMSCorrelationID("m" + i).send(queue, body(i));
            }
            context.commit();
        }
    }

    @Override
    int waiting() {
        return count("requests");
    }

    @Override
    int dead() {
        return count("dead");
    }

    private int count(String queue) {
        try (JMSContext context = connections.createContext()) {
            Enumeration<?> messages =
                    context.createBrowser(context.createQueue(queue)).getEnumeration();
            int count = 0;
            while (messages.hasMoreElements()) {
                messages.nextElement();
                count++;
            }
            return count;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void collect() {
        try (JMSContext context = connections.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue("replies"))) {
            while (isOpen()) {
                Message reply = consumer.receive(POLL_MILLIS);
                if (reply != null) {
                    took(reply.getJMSCorrelationID(), reply.getStringProperty("status"), reply.getBody(String.class));
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        super.close();
        collecting.join();
        broker.close();
    }
}
