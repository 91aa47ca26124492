package gateway.api.job;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.control.StoreException;
import gateway.job.Job;
import gateway.job.JobBook;
import gateway.job.JobState;
import gateway.job.RunningJobs;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.Locale;

/**
 * Takes a job of the caller's back: one that waits is over at once, one that is being answered as soon as who answers
 * it hears of it. Blocks. Thread-safe.
 */
public final class CancelJob implements Stage<HttpCall, HttpReply> {
    private final Callers callers;
    private final JobBook book;
    private final RunningJobs running;

    /** Takes who may ask, where jobs stand, and those that are being answered in this process. */
    public CancelJob(Callers callers, JobBook book, RunningJobs running) {
        this.callers = callers;
        this.book = book;
        this.running = running;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String tenant = callers.tenant(call).id();
        try {
            Job job = FindJob.find(book, tenant, call);
            JobState state = book.cancel(tenant, job.id(), call.id());
            return switch (state.status()) {
                case CANCELLED -> JobJson.reply(200, job, state);
                case CANCELLING -> {
                    running.cancel(tenant, job.id());
                    yield JobJson.reply(200, job, state);
                }
                default ->
                    throw new RefusedException(new Refusal.Conflict("the job is "
                            + state.status().name().toLowerCase(Locale.ROOT)
                            + ": only one that is queued or running can be taken back"));
            };
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.JobsUnavailable());
        }
    }
}
