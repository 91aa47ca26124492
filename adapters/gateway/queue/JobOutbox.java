package gateway.queue;

import gateway.api.job.JobSender;
import gateway.job.Job;
import java.time.Duration;
import java.util.Map;

/** Sends jobs to their queue: their ids alone. Thread-safe. */
public final class JobOutbox implements JobSender {
    private final Outbox outbox;
    private final String queue;

    /** Takes the queue of jobs. */
    public JobOutbox(Outbox outbox, String queue) {
        this.outbox = outbox;
        this.queue = queue;
    }

    @Override
    public void send(Job job) {
        try {
            outbox.send(
                    queue,
                    new Outbox.Outgoing(
                            new JobMessage(job.holder().tenant(), job.id()).write(),
                            Map.of(),
                            job.id(),
                            Duration.ZERO,
                            QueueMessage.USUAL_PRIORITY,
                            null,
                            null));
        } catch (QueueException e) {
            throw new UnavailableException(e);
        }
    }
}
