package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UntimedConsumersTest {
    private static final int TURNS = 400;
    private static final long AN_HOUR = 3_600_000;
    private static final long AT_ONCE = 100;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Random random = new Random(7);

    /** With a limit of a millisecond, one message in fifty waited behind the busy consumer. */
    @Test
    void noMessageWaitsBehindABusyConsumerWhileAnotherHasNothingToDo(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, null)) {
            ConnectionFactory connections = JmsConnections.of(broker.url(), null, null);
            CamelContext camel = consuming(connections, AN_HOUR);
            try (JMSContext context = connections.createContext()) {
                for (int turn = 0; turn < TURNS; turn++) {
                    String first = "held " + turn;
                    CountDownLatch free = held.computeIfAbsent(first, each -> new CountDownLatch(1));
                    // when the patience of a consumer ends, if it has an end
                    LockSupport.parkNanos(500_000 + random.nextInt(1_500_000));
                    send(context, first);
                    assertThat(came(first)).isTrue();
                    send(context, "next " + turn);

                    assertThat(came("next " + turn)).as("turn %d", turn).isTrue();

                    free.countDown();
                }
            } finally {
                camel.stop();
            }
        }
    }

    @Test
    @Timeout(30)
    void aStopWaitsForNobodyWhoWaits(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, null)) {
            ConnectionFactory connections = JmsConnections.of(broker.url(), null, null);
            CamelContext camel = consuming(connections, AN_HOUR);
            try (JMSContext context = connections.createContext()) {
                send(context, "one");
                assertThat(came("one")).isTrue();
            } finally {
                camel.stop();
            }
            try (JMSContext context = connections.createContext()) {
                send(context, "two");
            }
            assertThat(latch("two").getCount()).isOne();
        }
    }

    @Test
    void aBrokerThatComesBackIsListenedToAgain(@TempDir Path folder) throws Exception {
        int port = FreePort.orElse("127.0.0.1", 0);
        ConnectionFactory connections = JmsConnections.of("tcp://127.0.0.1:" + port, null, null);
        CamelContext camel;
        try (EmbeddedBroker _ = EmbeddedBroker.start(folder, port);
                JMSContext context = connections.createContext()) {
            camel = consuming(connections, AT_ONCE);
            send(context, "before");
            assertThat(came("before")).isTrue();
        }
        try (EmbeddedBroker _ = EmbeddedBroker.start(folder, port);
                JMSContext context = connections.createContext()) {
            send(context, "after");
            assertThat(came("after")).isTrue();
        } finally {
            camel.stop();
        }
    }

    /**
     * A route with two consumers.
     *
     * @param recovery milliseconds until the broker is looked for again
     */
    private CamelContext consuming(ConnectionFactory connections, long recovery) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("connections", connections);
        camel.getRegistry().bind("consumers", new UntimedConsumers());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:work?connectionFactory=#connections&concurrentConsumers=2&receiveTimeout=1"
                                + "&cacheLevelName=CACHE_CONSUMER&transacted=true&lazyCreateTransactionManager=false"
                                + "&acceptMessagesWhileStopping=true&recoveryInterval=" + recovery
                                + "&consumerType=Custom&messageListenerContainerFactory=#consumers")
                        .process(UntimedConsumersTest.this::work);
            }
        });
        camel.start();
        return camel;
    }

    private void work(Exchange exchange) throws InterruptedException {
        String text = exchange.getMessage().getBody(String.class);
        latch(text).countDown();
        CountDownLatch free = held.get(text);
        if (free != null) {
            assertThat(free.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private boolean came(String text) throws InterruptedException {
        return latch(text).await(LONG.toSeconds() / 2, TimeUnit.SECONDS);
    }

    private CountDownLatch latch(String text) {
        return begun.computeIfAbsent(text, each -> new CountDownLatch(1));
    }

    private static void send(JMSContext context, String text) {
        context.createProducer().send(context.createQueue("work"), text);
    }
}
