package gateway.queue;

import gateway.Stage;
import gateway.admission.Tickets;
import gateway.api.ClientHeaders;
import gateway.api.HttpReply;
import gateway.api.Problems;
import gateway.api.WriteRefusal;
import gateway.api.job.JobJson;
import gateway.call.CancelSignal;
import gateway.control.StoreException;
import gateway.idempotency.Entry;
import gateway.idempotency.OpenClaim;
import gateway.job.Job;
import gateway.job.JobBook;
import gateway.job.RunningJobs;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.Refusal.IdempotencyConflict.Cause;
import gateway.wire.ClientCodec;
import gateway.wire.Problem;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the chain what a job asks, as the one who sent it, and waits for the whole reply. A job that is taken back
 * meanwhile is given up, and its provider with it. One that is answered, taken back or forgotten has nothing left to be
 * done; one that is being answered by somebody else comes again. Thread-safe.
 */
public final class RunJob implements Stage<QueueMessage, Answered> {
    private static final int TOO_LARGE = 413;
    private static final int ERRORS = 300;
    private static final int CLIENT_GONE = 499;

    private final JobBook book;
    private final RunningJobs running;
    private final Tickets tickets;
    private final Map<String, Target> endpoints;
    private final ClientCodec codec;
    private final Supplier<String> ids;

    /**
     * Takes what it works with.
     *
     * @param book where jobs stand
     * @param running is told which jobs are being answered here, and tells which of them are taken back
     * @param tickets stand for the keys with which they were sent
     * @param endpoints the APIs that jobs may be for, by their paths
     * @param codec writes what only the queue sees
     * @param ids makes an id for each attempt
     */
    public RunJob(
            JobBook book,
            RunningJobs running,
            Tickets tickets,
            Map<String, Target> endpoints,
            ClientCodec codec,
            Supplier<String> ids) {
        this.book = book;
        this.running = running;
        this.tickets = tickets;
        this.endpoints = Map.copyOf(endpoints);
        this.codec = codec;
        this.ids = ids;
    }

    /**
     * An API that jobs may be for.
     *
     * @param asker asks the chain
     * @param codec writes its errors
     */
    public record Target(Asker asker, ClientCodec codec) {}

    @Override
    public Answered apply(QueueMessage message) {
        JobMessage sent = JobMessage.read(message.body());
        if (sent == null) {
            return new Answered(message, said(new Refusal.Malformed("the message names no job", null)), false);
        }
        try {
            Job job = book.find(sent.tenant(), sent.job());
            Target target = job == null ? null : endpoints.get(job.endpoint());
            if (job == null || target == null) {
                return new Answered(message, said(new Refusal.NotFound("the job is not known any more")), true);
            }
            return switch (book.begin(sent.tenant(), sent.job(), ids.get())) {
                case Entry.First first -> run(message, job, target, first.claim());
                case Entry.InProgress progress ->
                    new Answered(message, said(new Refusal.IdempotencyConflict(Cause.IN_PROGRESS)), true);
                case Entry.Repeat repeat -> over(message);
                case Entry.Different different -> over(message);
            };
        } catch (StoreException e) {
            return new Answered(message, said(new Refusal.JobsUnavailable()), true);
        }
    }

    private Answered run(QueueMessage message, Job job, Target target, OpenClaim claim) {
        String tenant = job.holder().tenant();
        Redacted ticket = tickets.issue(job.holder());
        CancelSignal cancelled = running.begin(tenant, job.id());
        try {
            if (book.isTakenBack(tenant, job.id())) {
                return new Answered(message, takenBack(), true, claim);
            }
            HttpReply reply = target.asker()
                    .ask(
                            JobJson.ROUTE,
                            job.endpoint(),
                            ClientHeaders.from(name -> header(job, ticket, name)),
                            Buffer.buffer(job.bytes()),
                            cancelled);
            if (reply.status() >= ERRORS && (cancelled.isCancelled() || book.isTakenBack(tenant, job.id()))) {
                return new Answered(message, takenBack(), true, claim);
            }
            Answered answered = new Answered(message, reply, true, claim);
            return answered.body().length() > claim.maxBytes()
                    ? new Answered(message, tooLarge(target, claim.maxBytes()), true, claim)
                    : answered;
        } catch (RuntimeException e) {
            claim.release();
            throw e;
        } finally {
            running.end(tenant, job.id(), cancelled);
            tickets.end(ticket);
        }
    }

    private static @Nullable String header(Job job, Redacted ticket, String name) {
        return name.equals("x-api-key") ? ticket.value() : job.headers().get(name);
    }

    private static Answered over(QueueMessage message) {
        return new Answered(message, HttpReply.json(200, new byte[0]), true);
    }

    private static HttpReply takenBack() {
        return HttpReply.json(CLIENT_GONE, Map.of(JobBook.CANCELLED, "true"), new byte[0]);
    }

    private static HttpReply tooLarge(Target target, int most) {
        Refusal refusal = new Refusal.PayloadTooLarge(most);
        Problem problem = new Problem(
                TOO_LARGE,
                "reply_too_large",
                "the answer is longer than the " + most + " bytes that are kept of a job's answer: ask for a shorter"
                        + " one, or without a job",
                null,
                "");
        return WriteRefusal.reply(target.codec(), problem, refusal, 0);
    }

    private HttpReply said(Refusal refusal) {
        return WriteRefusal.reply(codec, Problems.of(refusal, ""), refusal, 0);
    }
}
