package gateway.provider.http;

import gateway.model.FailedException;
import gateway.model.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a provider sends. */
final class Waits {
    private Waits() {}

    /**
     * Waits, on a virtual thread.
     *
     * @param giveUp ends the call, where its time is over or the caller is stopped
     * @param late the failure's code where its time is over
     * @throws FailedException if nothing comes
     */
    static <T> T await(CompletableFuture<T> coming, Duration timeout, Runnable giveUp, String late) {
        try {
            return coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            giveUp.run();
            throw new FailedException(Failure.of(Failure.Kind.TIMEOUT, late));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp.run();
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "stopped"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailedException failed
                    ? failed
                    : new FailedException(Failure.of(Failure.Kind.BROKEN, "fault"));
        }
    }
}
