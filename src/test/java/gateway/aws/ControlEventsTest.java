package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Kind;
import gateway.control.StoreException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Events arrive by a queue, as EventBridge sends them. */
class ControlEventsTest {
    private static final String SWITCH = "/ai/kill-switches/test/provider/anthropic";

    private final BlockingQueue<String> refreshed = new LinkedBlockingQueue<>();
    private final AwsFixture aws = new AwsFixture();
    private final URI queue = AwsLab.newQueue();
    private final AwsControl control = aws.control(queue);
    private AwsRoutes routes;

    @BeforeEach
    void start() throws Exception {
        aws.fake.events(event -> AwsLab.send(queue, event));
        Properties properties = new Properties();
        properties.setProperty("gateway.aws.events-queue", queue.toString());
        Consumer<String> secrets = name -> refreshed.add("secret " + name);
        routes = new AwsRoutes(
                control,
                properties,
                Map.of(
                        "switchesRefresh", (Runnable) () -> refreshed.add("switches"),
                        "registryRefresh",
                                (Runnable) () -> {
                                    refreshed.add("registry");
                                    throw new StoreException("the store is down");
                                },
                        "refreshSecret", new RefreshSecret(secrets)));
    }

    @AfterEach
    void close() {
        routes.close();
        control.close();
        aws.close();
    }

    @Test
    void refreshWhatHasChanged() throws Exception {
        aws.fake.put(SWITCH, "true");
        assertThat(next()).isEqualTo("switches");

        aws.fake.secret("serai/test/anthropic", "value");
        assertThat(next()).isEqualTo("secret serai/test/anthropic");

        Change change = new Change(Kind.MODEL, "a", new Document("{}", Origin.ADMIN));
        control.documents().write(0, List.of(change), List.of());
        assertThat(next()).isEqualTo("registry");
    }

    @Test
    void goEvenIfTheyAreNoneOfOursOrCannotBeActedUpon() throws Exception {
        AwsLab.send(queue, "no event");
        AwsLab.send(queue, "{\"source\":\"aws.ec2\"}");
        aws.fake.put("/ai/routing/test/active-models", "a");
        aws.fake.put(SWITCH, "true");

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("registry", "switches");

        while (left() > 0) {
            assertThat(refreshed.poll(20, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    private @Nullable String next() throws InterruptedException {
        return refreshed.poll(10, TimeUnit.SECONDS);
    }

    /** How many messages are in the queue, or were taken out and not deleted. */
    private int left() {
        return AwsLab.queues()
                .getQueueAttributes(get -> get.queueUrl(queue.toString()).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey() == QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES
                        || entry.getKey() == QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .mapToInt(entry -> Integer.parseInt(entry.getValue()))
                .sum();
    }
}
