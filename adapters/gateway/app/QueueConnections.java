package gateway.app;

import gateway.model.Redacted;
import gateway.queue.EmbeddedBroker;
import gateway.queue.EndFifo;
import gateway.queue.Histories;
import gateway.queue.JmsConnections;
import gateway.queue.JmsOutbox;
import gateway.queue.NoHeaders;
import gateway.queue.Outbox;
import gateway.queue.PutBack;
import gateway.queue.ReadFifo;
import gateway.queue.ReadJms;
import gateway.queue.ReadSqs;
import gateway.queue.SqsOutbox;
import gateway.queue.UntimedConsumers;
import gateway.settings.JobsSettings;
import gateway.settings.QueuesSettings;
import gateway.settings.QueuesSettings.Broker;
import gateway.settings.QueuesSettings.Kind;
import gateway.settings.QueuesSettings.Served;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What queues are reached by: one connection for each kind that the settings use, and the broker in this process. */
final class QueueConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueConnections.class);

    private final InstantSource clock = InstantSource.system();
    private final Map<Kind, Outbox> outboxes = new EnumMap<>(Kind.class);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final @Nullable ConnectionFactory broker;
    private final @Nullable SqsClient sqs;
    private final Histories histories = new Histories();
    private final int sqsConsumers;

    /**
     * Connects.
     *
     * @param queues null = there are none
     * @param dataDir where the broker in this process has its files
     * @param given what the profile's routes use, by name
     */
    QueueConnections(@Nullable QueuesSettings queues, Path dataDir, Map<String, Object> given) {
        this.sqsConsumers = queues == null ? 0 : consumers(queues, Kind.SQS);
        this.broker = queues != null && queues.uses(Kind.JMS) ? connections(queues, dataDir) : null;
        if (broker != null && queues != null) {
            JmsOutbox outbox = new JmsOutbox(broker, consumers(queues, Kind.JMS));
            open.add(outbox);
            outboxes.put(Kind.JMS, outbox);
        }
        this.sqs = queues != null && queues.uses(Kind.SQS) ? (SqsClient) given.get("sqsClient") : null;
        if (sqs != null) {
            outboxes.put(Kind.SQS, new SqsOutbox(sqs));
        }
    }

    /** Sends messages to queues of a kind that the settings use. */
    Outbox outbox(Kind kind) {
        return Objects.requireNonNull(outboxes.get(kind));
    }

    /** The bean that gives a message of a route its next turn: as a new message, or where it is. */
    Map<String, Object> turns(Served queue, String route) {
        String requests = queue.common().requestQueue();
        return queue.isFifo()
                ? Map.of("end-" + route, new EndFifo(Objects.requireNonNull(sqs), requests, histories))
                : Map.of("put-back-" + route, new PutBack(outbox(queue.kind()), requests));
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans(int maxBytes) {
        Map<String, Object> beans = new HashMap<>();
        if (broker != null) {
            SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("jms-");
            threads.setVirtualThreads(true);
            beans.put("jmsConnections", broker);
            beans.put("jmsThreads", threads);
            beans.put("jmsConsumers", new UntimedConsumers());
            beans.put("noHeaders", new NoHeaders());
            beans.put("readJms", new ReadJms(maxBytes, clock));
        }
        if (outboxes.containsKey(Kind.SQS)) {
            ScheduledExecutorService threads = Executors.newScheduledThreadPool(
                    sqsConsumers, Thread.ofVirtual().name("sqs-", 0).factory());
            open.add(threads::shutdownNow);
            beans.put("sqsThreads", threads);
            ReadSqs read = new ReadSqs(clock);
            beans.put("readSqs", read);
            beans.put("readFifo", new ReadFifo(read, histories, clock));
        }
        return beans;
    }

    @Override
    public void close() {
        for (AutoCloseable each : open.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.warn("a queue's connection did not close: {}", e.getClass().getName());
            }
        }
    }

    private ConnectionFactory connections(QueuesSettings queues, Path dataDir) {
        Broker other = queues.theBroker();
        if (other == null) {
            EmbeddedBroker own = EmbeddedBroker.start(dataDir.resolve("queues"), queues.thePort());
            open.add(own);
            return JmsConnections.of(own.url(), null, null);
        }
        Redacted password = other.password();
        return JmsConnections.of(other.url().toString(), other.user(), password == null ? null : password.value());
    }

    private static int consumers(QueuesSettings queues, Kind kind) {
        JobsSettings jobs = queues.jobs();
        int all = jobs != null && jobs.kind() == kind ? jobs.consumers() : 0;
        for (Served queue : queues.served()) {
            all += queue.kind() == kind ? queue.consumers() : 0;
        }
        return all;
    }
}
