package gateway.api.job;

import gateway.Stage;
import gateway.api.HttpReply;
import gateway.api.NewJob;
import gateway.control.StoreException;
import gateway.job.Job;
import gateway.job.JobBook;
import gateway.job.JobState;
import gateway.model.Refusal;
import gateway.model.RefusedException;

/** Writes a job down and sends it on its way; the reply is 202 with the job. Blocks. Thread-safe. */
public final class SubmitJob implements Stage<NewJob, HttpReply> {
    private static final int ACCEPTED = 202;

    private final JobBook book;
    private final JobSender sender;

    /** Takes where jobs stand, and who brings them to those who answer them. */
    public SubmitJob(JobBook book, JobSender sender) {
        this.book = book;
        this.sender = sender;
    }

    @Override
    public HttpReply apply(NewJob fresh) {
        try {
            Job job = book.add(fresh.job(), fresh.request());
            sender.send(job);
            return JobJson.reply(ACCEPTED, job, new JobState(JobState.Status.QUEUED, null));
        } catch (StoreException | JobSender.UnavailableException e) {
            throw new RefusedException(new Refusal.JobsUnavailable());
        }
    }
}
