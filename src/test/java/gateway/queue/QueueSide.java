package gateway.queue;

import gateway.simulator.Simulator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A gateway that takes requests from a queue, and the queues as an application uses them. */
interface QueueSide extends AutoCloseable {
    /** Settings that both kinds share: quick retries, and the tenant {@code narrow} with one call at once. */
    String RETRY = "    retry: {max-attempts: 3, first-delay: 1s, max-delay: 2s, max-age: 1h}\n";

    /** The model that is asked for. */
    String MODEL = "gpt-5.4-mini";

    /** Sends a message to the queue of requests. */
    default void send(String body, Map<String, String> attributes) {
        send(body, attributes, null);
    }

    /** Sends a message that asks for its reply in some queue. */
    void send(String body, Map<String, String> attributes, @Nullable String replyTo);

    /** Takes the next message from a queue; null if none comes in time. */
    @Nullable Received receive(Box box, int millis);

    /** Takes the next message from a queue, for which it waits. */
    default Received await(Box box) {
        Received received = receive(box, 20_000);
        return Objects.requireNonNull(received, () -> "no message in " + box);
    }

    /** The queue's name. */
    String name(Box box);

    /** The gateway's providers. */
    Simulator simulator();

    /** The key of the demo tenant. */
    String key();

    /** The answer of the same request by HTTP. */
    String http();

    /** Calls the management port; gives the status. */
    int admin(String method, String path, String body);

    /** The gateway's metrics. */
    String metrics();

    /** Stops the gateway as a deployment would, and starts another one on the same queues. */
    void restart();

    @Override
    void close();

    /** Queues that are read. */
    enum Box {
        REPLIES,
        OTHER,
        FOREIGN,
        DEAD
    }

    /** A message as it came. */
    record Received(
            String body,
            Map<String, String> attributes,
            @Nullable String correlation) {
        String attribute(String name) {
            return attributes.getOrDefault(name, "");
        }

        int status() {
            return Integer.parseInt(attribute("status"));
        }
    }

    /** A request as AwsGateway sends it by HTTP. */
    static String request(String text) {
        return "{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }
}
