package gateway.api.job;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.control.StoreException;
import gateway.job.Job;
import gateway.job.JobBook;
import gateway.model.Refusal;
import gateway.model.RefusedException;

/** Shows a job of the caller's, with its answer once it is there. Blocks. Thread-safe. */
public final class FindJob implements Stage<HttpCall, HttpReply> {
    private final Callers callers;
    private final JobBook book;

    /** Takes who may ask, and where jobs stand. */
    public FindJob(Callers callers, JobBook book) {
        this.callers = callers;
        this.book = book;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String tenant = callers.tenant(call).id();
        callers.obey(tenant);
        try {
            Job job = find(book, tenant, call);
            return JobJson.reply(200, job, book.state(tenant, job.id()));
        } catch (StoreException e) {
            throw new RefusedException(new Refusal.JobsUnavailable());
        }
    }

    /** The job that a path names. */
    static Job find(JobBook book, String tenant, HttpCall call) {
        String id = call.parameters().get("id");
        Job job = id != null && JobJson.isId(id) ? book.find(tenant, id) : null;
        if (job == null) {
            throw new RefusedException(new Refusal.NotFound(
                    "there is no job of yours with this id: it may be forgotten by now, or another tenant's"));
        }
        return job;
    }
}
