package gateway.drill;

import gateway.app.FreePort;
import gateway.queue.EmbeddedBroker;
import gateway.queue.JmsConnections;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;

/** Artemis in the drill's process, which outlives the gateways. Thread-safe. */
final class DrillBroker implements AutoCloseable {
    private final int port = FreePort.orElse("127.0.0.1", 0);
    private final EmbeddedBroker broker;
    private final ConnectionFactory connections;

    DrillBroker(Path folder) throws IOException {
        Files.createDirectories(folder);
        broker = EmbeddedBroker.start(folder, port);
        connections = JmsConnections.of(broker.url(), null, null);
    }

    /** Where gateways reach it, as YAML. */
    String settings() {
        return "broker: {url: \"tcp://127.0.0.1:" + port + "\"}";
    }

    ConnectionFactory connections() {
        return connections;
    }

    /** How many messages are in a queue, those with a consumer included. */
    int count(String queue) {
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

    @Override
    public void close() {
        broker.close();
    }
}
