package gateway.job;

import gateway.call.CancelSignal;
import gateway.control.StoreException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The jobs that this process answers now, so that the call of one that is taken back ends: at once where this process
 * is told, else when it next looks into the book. Thread-safe.
 */
public final class RunningJobs {
    private final JobBook book;
    private final Map<Run, CancelSignal> runs = new ConcurrentHashMap<>();

    /** Takes the book that all processes share. */
    public RunningJobs(JobBook book) {
        this.book = book;
    }

    /** Which job it is. */
    private record Run(String tenant, String job) {
        /** Shows no id, by which the job can be read. */
        @Override
        public String toString() {
            return "Run[" + tenant + "]";
        }
    }

    /** A job is being answered from now on; the signal tells when it is taken back. */
    public CancelSignal begin(String tenant, String job) {
        CancelSignal signal = new CancelSignal();
        runs.put(new Run(tenant, job), signal);
        return signal;
    }

    /** A job is not being answered any more. */
    public void end(String tenant, String job, CancelSignal signal) {
        runs.remove(new Run(tenant, job), signal);
    }

    /** Ends the call of a job that is taken back, if it is answered here. */
    public void cancel(String tenant, String job) {
        CancelSignal signal = runs.get(new Run(tenant, job));
        if (signal != null) {
            signal.cancel();
        }
    }

    /** Ends the calls of all jobs that were taken back elsewhere. Blocks. */
    public void look() {
        if (runs.isEmpty()) {
            return;
        }
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            runs.forEach((run, signal) -> each.execute(() -> look(run, signal)));
        }
    }

    private void look(Run run, CancelSignal signal) {
        try {
            if (book.isTakenBack(run.tenant(), run.job())) {
                signal.cancel();
            }
        } catch (StoreException e) {
            // the next look may tell; the call goes on, as it would have
        }
    }
}
