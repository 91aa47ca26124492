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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker, an application that sends requests, and one that collects the replies. */
final class QueueTraffic implements AutoCloseable {
    private static final int POLL_MILLIS = 500;

    private final int port;
    private final EmbeddedBroker broker;
    private final ConnectionFactory connections;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger different = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final CompletableFuture<Void> collecting;

    QueueTraffic(Path folder) throws IOException {
        Files.createDirectories(folder);
        port = FreePort.orElse("127.0.0.1", 0);
        broker = EmbeddedBroker.start(folder, port);
        connections = JmsConnections.of(broker.url(), null, null);
        collecting = CompletableFuture.runAsync(
                this::collect, each -> Thread.ofPlatform().start(each));
    }

    int port() {
        return port;
    }

    /** Sends messages that differ. */
    void send(int messages) {
        try (JMSContext context = connections.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue("requests");
            JMSProducer producer = context.createProducer();
            for (int i = 0; i < messages; i++) {
                producer.setJMSCorrelationID("m" + i)
                        .send(
                                queue,
                                "{\"model\":\"gpt-5.4-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Number " + i
                                        + "\"}]}");
            }
            context.commit();
        }
    }

    /** Messages that have a reply. */
    int answered() {
        return replies.size();
    }

    /** Replies beyond the first of a message. */
    int repeated() {
        return repeated.get();
    }

    /** Replies that are not the message's first one. */
    int different() {
        return different.get();
    }

    /** Replies that are errors. */
    int failed() {
        return failed.get();
    }

    /** Messages that wait for a consumer, or for their time. */
    int waiting() {
        return count("requests");
    }

    /** Notes of messages that were given up. */
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
            while (open.get()) {
                Message reply = consumer.receive(POLL_MILLIS);
                if (reply != null) {
                    take(reply);
                }
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private void take(Message reply) throws JMSException {
        String body = reply.getBody(String.class);
        if (!reply.getStringProperty("status").equals("200")) {
            failed.incrementAndGet();
        }
        String first = replies.putIfAbsent(reply.getJMSCorrelationID(), body);
        if (first != null) {
            repeated.incrementAndGet();
            if (!first.equals(body)) {
                different.incrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        open.set(false);
        collecting.join();
        broker.close();
    }
}
