package gateway.settings;

import gateway.model.Redacted;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queues from which requests are taken.
 *
 * @param retry when a message is tried again, and when it is given up
 * @param jms queues of a JMS broker; null = none
 * @param sqs queues of Amazon SQS, in profile {@code aws}; null = none
 * @param broker of all queues of kind {@code jms}; null = as {@code jms} has it, else one in this process
 * @param port on loopback, of the broker in this process; null = as {@code jms} has it, else it is reached from within
 *     the process alone
 * @param named further queues, by a name each; null = none
 * @param jobs the queue of jobs; null = there are no jobs
 */
public record QueuesSettings(
        Retry retry,
        @Nullable Jms jms,
        @Nullable Sqs sqs,
        @Nullable Broker broker,
        @Range(min = 1, max = 65_535) @Nullable Integer port,
        @Nullable Map<String, Named> named,
        @Nullable JobsSettings jobs) {
    /** The name of the queues that stand under their kind alone. */
    public static final String FIRST = "chat";

    /** How the URLs of FIFO queues of SQS end. */
    static final String FIFO = ".fifo";

    /** Of queues of SQS that name no other. */
    static final Duration VISIBILITY = Duration.ofSeconds(30);

    public QueuesSettings {
        named = named == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** A kind of queues. */
    public enum Kind {
        /** By a broker. */
        JMS,
        /** Of Amazon. */
        SQS
    }

    /** How the broker is reached; null = it is in this process. */
    public @Nullable Broker theBroker() {
        return broker != null || jms == null ? broker : jms.broker();
    }

    /** The port of the broker in this process; null = none. */
    public @Nullable Integer thePort() {
        return port != null || jms == null ? port : jms.port();
    }

    /** All queues from which requests are taken, those of jobs apart. */
    public List<Served> served() {
        List<Served> all = new ArrayList<>();
        if (jms != null) {
            all.add(new Served(Kind.JMS, FIRST, jms.common(), null, jms.consumers(), VISIBILITY));
        }
        if (sqs != null) {
            all.add(new Served(Kind.SQS, FIRST, sqs.common(), null, sqs.consumers(), sqs.visibility()));
        }
        if (named != null) {
            named.forEach((name, queue) -> all.add(new Served(
                    queue.kind(),
                    name,
                    queue.common(),
                    queue.tenant(),
                    queue.consumers(),
                    queue.visibility() == null ? VISIBILITY : queue.visibility())));
        }
        return all;
    }

    /** Whether there are queues of a kind, those of jobs among them. */
    public boolean uses(Kind kind) {
        return (jobs != null && jobs.kind() == kind) || served().stream().anyMatch(queue -> queue.kind() == kind);
    }

    /**
     * Queues from which requests are taken, of either kind.
     *
     * @param kind of which
     * @param name by which they are told from others of their kind
     * @param common their names
     * @param tenant whose messages all are; null = it is told by a key
     * @param consumers messages at once
     * @param visibility of SQS: after so long without a sign of life a message is given to another consumer
     */
    public record Served(
            Kind kind, String name, Common common, @Nullable String tenant, int consumers, Duration visibility) {
        /** Whether messages are taken in the order of their groups: from a FIFO queue of SQS. */
        public boolean isFifo() {
            return kind == Kind.SQS && common.requestQueue().endsWith(FIFO);
        }
    }

    /**
     * Further queues.
     *
     * @param kind of which they are
     * @param requestQueue name, or URL, of the queue from which messages are taken
     * @param replyQueue the queue to which replies go
     * @param replyQueues further ones that a message may name; null = none
     * @param deadLetterQueue the queue for notes of what was given up
     * @param key API key of all messages; null = each brings its own
     * @param tenant id of the tenant whose messages all are, in place of a key; null = as key has it
     * @param consumers messages at once
     * @param visibility of SQS: after so long without a sign of life a message is given to another consumer; null = 30
     *     s
     * @param deadLetterContent whether the note holds the message's text; null = as its tenant has it
     */
    public record Named(
            Kind kind,
            String requestQueue,
            String replyQueue,
            @Nullable List<String> replyQueues,
            String deadLetterQueue,
            @Nullable Redacted key,
            @Nullable String tenant,
            @Range(min = 1, max = 500) int consumers,
            @Nullable Duration visibility,
            @Nullable Boolean deadLetterContent) {
        public Named {
            replyQueues = replyQueues == null ? null : List.copyOf(replyQueues);
        }

        /** What it has in common with the others. */
        public Common common() {
            return new Common(
                    requestQueue,
                    replyQueue,
                    replyQueues == null ? List.of() : replyQueues,
                    deadLetterQueue,
                    key,
                    deadLetterContent);
        }
    }

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
     * @param deadLetterContent whether the note holds the message's text; null = as its tenant has it
     */
    public record Common(
            String requestQueue,
            String replyQueue,
            List<String> replyQueues,
            String deadLetterQueue,
            @Nullable Redacted key,
            @Nullable Boolean deadLetterContent) {
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
     * @param deadLetterContent whether the note holds the message's text; null = as its tenant has it
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
                    deadLetterContent);
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
     * @param requestQueue URL of the queue from which messages are taken
     * @param replyQueue URL of the queue to which replies go
     * @param replyQueues URLs of further ones that a message may name; null = none
     * @param deadLetterQueue URL of the queue for notes of what was given up
     * @param key API key of all messages; null = each brings its own
     * @param consumers messages at once
     * @param visibility after so long without a sign of life a message is given to another consumer
     * @param deadLetterContent whether the note holds the message's text; null = as its tenant has it
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
                    deadLetterContent);
        }
    }
}
