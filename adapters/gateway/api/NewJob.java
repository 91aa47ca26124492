package gateway.api;

import gateway.job.Job;

/**
 * A job that has come in.
 *
 * @param request id of the request that brought it
 * @param job what is to be answered later
 */
public record NewJob(String request, Job job) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "NewJob[" + request + "]";
    }
}
