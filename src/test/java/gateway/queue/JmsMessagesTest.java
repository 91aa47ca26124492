package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of JMS of every kind; the broker keeps them over a restart. */
class JmsMessagesTest {
    private static final ReadJms READ = new ReadJms(100, InstantSource.fixed(Instant.EPOCH));

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder, null);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void areReadAsTextOrBytes() {
        assertThat(READ.apply(through(context -> context.createTextMessage("{}")))
                        .body())
                .isEqualTo("{}");
        assertThat(READ.apply(through(context -> bytes(context, "{\"ü\":1}"))).body())
                .isEqualTo("{\"ü\":1}");
    }

    @Test
    void areNotReadFurtherThanNeeded() {
        assertThat(READ.apply(through(context -> bytes(context, "x".repeat(5_000))))
                        .body())
                .hasSize(101);
    }

    @Test
    void areNeverReadAsObjects() {
        Message message = through(context -> context.createObjectMessage(new ArrayList<>()));

        assertThat(message).isInstanceOf(ObjectMessage.class);
        assertThat(READ.apply(message).body()).isNull();
        assertThat(READ.apply(through(JMSContext::createMapMessage)).body()).isNull();
    }

    @Test
    void stayWhenTheBrokerIsStartedAnew() throws JMSException {
        try (JMSContext context = context()) {
            context.createProducer().send(context.createQueue("kept"), "still here");
        }

        broker.close();
        broker = EmbeddedBroker.start(folder, null);

        try (JMSContext context = context()) {
            assertThat(context.createConsumer(context.createQueue("kept"))
                            .receive(5_000)
                            .getBody(String.class))
                    .isEqualTo("still here");
        }
    }

    private Message through(Function<JMSContext, Message> maker) {
        try (JMSContext context = context()) {
            context.createProducer().send(context.createQueue("q"), maker.apply(context));
            return context.createConsumer(context.createQueue("q")).receive(5_000);
        }
    }

    private JMSContext context() {
        return JmsConnections.of(broker.url(), null, null).createContext();
    }

    private static Message bytes(JMSContext context, String text) {
        try {
            BytesMessage message = context.createBytesMessage();
            message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return message;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
