package gateway.api.job;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.control.StoreException;
import gateway.job.Job;
import gateway.job.JobBook;
import gateway.job.JobState;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.Locale;

/** Takes a job of the caller's back that has not begun. Blocks. Thread-safe. */
public final class CancelJob implements Stage<HttpCall, HttpReply> {
    private final Callers callers;
    private final JobBook book;

    /** Takes who may ask, and where jobs stand. */
    public CancelJob(Callers callers, JobBook book) {
        this.callers = callers;
        this.book = book;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String tenant = callers.tenant(call).id();
        try {
            Job job = FindJob.find(book, tenant, call);
            JobState state = book.cancel(tenant, job.id(), call.id());
            if (state.status() != JobState.Status.CANCELLED) {
                throw new RefusedException(new Refusal.Conflict("the job is "
                        + state.status().name().toLowerCase(Locale.ROOT)
                        + ": only one that is queued can be taken back"));
            }
            return JobJson.reply(200, job, state);
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.JobsUnavailable());
        }
    }
}
