package gateway.api.job;

import gateway.job.Job;

/** Brings jobs to those who answer them. Thread-safe. */
@FunctionalInterface
public interface JobSender {
    /**
     * Sends a job that is written down; a second time does no harm.
     *
     * @throws UnavailableException if it could not be sent
     */
    void send(Job job);

    /** Jobs cannot be sent now. */
    final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** With its cause, which holds no content. */
        public UnavailableException(Throwable cause) {
            super("a job could not be sent", cause);
        }
    }
}
