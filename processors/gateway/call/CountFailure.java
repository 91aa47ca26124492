package gateway.call;

import gateway.model.Attempt;
import gateway.model.Failure;
import gateway.model.RefusedException;

/** Notes an attempt that ended in an exception: counted by the breaker, or kept from the provider by it. */
public final class CountFailure {
    /**
     * The walk with the failed attempt.
     *
     * @param walk whose turn failed
     * @param cause the breaker's, the route's or the provider's exception
     */
    public Walk apply(Walk walk, Exception cause) {
        return switch (cause) {
            case AttemptFailedException failed -> walk.tried(failed.attempt());
            case RefusedException refused -> throw refused;
            default -> walk.tried(new Attempt.Failed(walk.turn(), 0, Failure.of(Failure.Kind.NOT_CALLED, code(cause))));
        };
    }

    private static String code(Exception cause) {
        return switch (cause.getClass().getSimpleName()) {
            case "CallNotPermittedException" -> "breaker_open";
            case "DirectConsumerNotAvailableException" -> "no_route";
            default -> "fault";
        };
    }
}
