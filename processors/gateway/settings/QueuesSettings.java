package gateway.settings;

import gateway.model.Redacted;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Queues from which requests are taken.
 *
 * @param retry when a message is tried again, and when it is given up
 * @param jms queues of a JMS broker; null = none
 * @param sqs queues of Amazon SQS, in profile {@code aws}; null = none
 */
public record QueuesSettings(
        Retry retry, @Nullable Jms jms, @Nullable Sqs sqs) {
    /**
     * When a message is tried again.
     *
     * @param maxAttempts after so many failed attempts it is given up
     * @param firstDelay after the first failure; doubled after each further one
     * @param maxDelay the longest wait after a failure
     * @param maxAge a message that meets a limit or a switch is put back for so long
     */
    public record Retry(
            @Range(min = 1, max = 100) int maxAttempts, Duration firstDelay, Duration maxDelay, Duration maxAge) {}

    /**
     * What queues of either kind have in common.
     *
     * @param requestQueue where messages are taken from
     * @param replyQueue where replies go
     * @param replyQueues others to which a message may ask its reply to go
     * @param deadLetterQueue where a note of what was given up goes
     * @param key API key of all messages; null = each brings its own
     * @param deadLetterContent whether the note holds the message's text
     */
    public record Common(
            String requestQueue,
            String replyQueue,
            List<String> replyQueues,
            String deadLetterQueue,
            @Nullable Redacted key,
            boolean deadLetterContent) {
        public Common {
            replyQueues = List.copyOf(replyQueues);
        }

        /** Where a reply goes that asks to go somewhere; only the queues of the settings are written to. */
        public String replyQueue(@Nullable String asked) {
            return asked != null && replyQueues.contains(asked) ? asked : replyQueue;
        }
    }

    /**
     * Queues of a JMS broker.
     *
     * @param broker how it is reached; null = one in this process
     * @param port on loopback, of the broker in this process; null = it is reached from within the process alone
     * @param requestQueue name of the queue from which messages are taken
     * @param replyQueue name of the queue to which replies go
     * @param replyQueues names of further ones that a message may name; null = none
     * @param deadLetterQueue name of the queue for notes of what was given up
     * @param key API key of all messages; null = each brings its own
     * @param consumers messages at once
     * @param deadLetterContent whether the note holds the message's text; null = it does not
     */
    public record Jms(
            @Nullable Broker broker,
            @Range(min = 1, max = 65_535) @Nullable Integer port,
            String requestQueue,
            String replyQueue,
            @Nullable List<String> replyQueues,
            String deadLetterQueue,
            @Nullable Redacted key,
            @Range(min = 1, max = 500) int consumers,
            @Nullable Boolean deadLetterContent) {
        public Jms {
            replyQueues = replyQueues == null ? null : List.copyOf(replyQueues);
        }

        /** What it has in common with the other kind. */
        public Common common() {
            return new Common(
                    requestQueue,
                    replyQueue,
                    replyQueues == null ? List.of() : replyQueues,
                    deadLetterQueue,
                    key,
                    Boolean.TRUE.equals(deadLetterContent));
        }
    }

    /**
     * How a broker is reached.
     *
     * @param url in the form of ActiveMQ Artemis, such as {@code tcp://broker.example.com:61616?sslEnabled=true}
     * @param user null = none
     * @param password null = none
     */
    public record Broker(
            URI url, @Nullable String user, @Nullable Redacted password) {
        /** Shows nothing: the address may hold a password. */
        @Override
        public String toString() {
            return "Broker[]";
        }
    }

    /**
     * Queues of Amazon SQS.
     *
     * @param requestQueue URL of the queue from which messages are taken; not a FIFO queue
     * @param replyQueue URL of the queue to which replies go
     * @param replyQueues URLs of further ones that a message may name; null = none
     * @param deadLetterQueue URL of the queue for notes of what was given up
     * @param key API key of all messages; null = each brings its own
     * @param consumers messages at once
     * @param visibility after so long without a sign of life a message is given to another consumer
     * @param deadLetterContent whether the note holds the message's text; null = it does not
     */
    public record Sqs(
            URI requestQueue,
            URI replyQueue,
            @Nullable List<URI> replyQueues,
            URI deadLetterQueue,
            @Nullable Redacted key,
            @Range(min = 1, max = 500) int consumers,
            Duration visibility,
            @Nullable Boolean deadLetterContent) {
        public Sqs {
            replyQueues = replyQueues == null ? null : List.copyOf(replyQueues);
        }

        /** What it has in common with the other kind. */
        public Common common() {
            return new Common(
                    requestQueue.toString(),
                    replyQueue.toString(),
                    replyQueues == null
                            ? List.of()
                            : replyQueues.stream().map(URI::toString).toList(),
                    deadLetterQueue.toString(),
                    key,
                    Boolean.TRUE.equals(deadLetterContent));
        }
    }
}
