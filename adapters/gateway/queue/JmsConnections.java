package gateway.queue;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** Makes connections to brokers. */
public final class JmsConnections {
    private JmsConnections() {}

    /**
     * Connections to Artemis, or to another broker that speaks its protocol. No message is sent ahead of its turn, so
     * that each consumer holds one at most.
     *
     * @param url such as {@code tcp://broker.example.com:61616}
     * @param user null = none
     * @param password null = none
     */
    public static ConnectionFactory of(String url, @Nullable String user, @Nullable String password) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password);
        factory.setConsumerWindowSize(0);
        factory.setBlockOnDurableSend(true);
        return factory;
    }
}
