package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One deployment's turn. */
public sealed interface Attempt {
    /** Who had the turn. */
    Deployment deployment();

    /** Time from the call to the first meaningful byte, or to the failure, in nanoseconds; 0 where none was made. */
    long providerNanos();

    /** Whether a provider was called at all: a turn may pass without a call. */
    default boolean called() {
        return providerNanos() > 0;
    }

    /**
     * It answers.
     *
     * @param deployment who
     * @param providerNanos time to the first meaningful byte
     * @param answer what
     * @param lost names of the request's fields that could not be carried over
     */
    record Answered(Deployment deployment, long providerNanos, Answer answer, List<String> lost) implements Attempt {
        public Answered {
            lost = List.copyOf(lost);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Answered[" + deployment.id() + ", " + providerNanos + " ns, lost=" + lost.size() + "]";
        }
    }

    /**
     * It does not answer.
     *
     * @param deployment who
     * @param providerNanos time to the failure
     * @param failure why
     * @param used what an answer that broke off in its middle has used, as far as it is known; null where none had
     *     begun
     */
    record Failed(
            Deployment deployment,
            long providerNanos,
            Failure failure,
            @Nullable Usage used) implements Attempt {
        /** One whose answer had not begun. */
        public Failed(Deployment deployment, long providerNanos, Failure failure) {
            this(deployment, providerNanos, failure, null);
        }
    }
}
