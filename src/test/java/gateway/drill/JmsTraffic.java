package gateway.drill;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** By Artemis, which lives on. */
final class JmsTraffic extends QueueTraffic {
    private static final int POLL_MILLIS = 500;

    private final DrillBroker broker;
    private final CompletableFuture<Void> collecting;

    JmsTraffic(Path folder) throws IOException {
        broker = new DrillBroker(folder);
        collecting = CompletableFuture.runAsync(
                this::collect, each -> Thread.ofPlatform().start(each));
    }

    @Override
    String settings(int consumers, String key) {
        return """
                    jms:
                      %s
                      request-queue: requests
                      reply-queue: replies
                      dead-letter-queue: dead
                      key: %s
                      consumers: %d
                """.formatted(broker.settings(), key, consumers);
    }

    @Override
    void send(int messages) {
        try (JMSContext context = broker.connections().createContext(JMSContext.SESSION_TRANSACTED)) {
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
        return broker.count("requests");
    }

    @Override
    int dead() {
        return broker.count("dead");
    }

    private void collect() {
        try (JMSContext context = broker.connections().createContext();
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
