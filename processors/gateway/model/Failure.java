package gateway.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment did not answer.
 *
 * @param kind what it means for the next step
 * @param status the provider's HTTP status; 0 where there was none
 * @param code a short name safe to log: the provider's error code or type, or ours
 * @param detail the provider's own words, for the client alone
 * @param retryAfter how long the provider wants to be left alone, if it said
 */
public record Failure(
        Kind kind,
        int status,
        String code,
        @Nullable Redacted detail,
        @Nullable Duration retryAfter) {
    /** What a failure means for the next step. */
    public enum Kind {
        /** The request itself is wrong, or breaks the provider's content policy: returned to the client. */
        CLIENT_FAULT,
        /** The prompt does not fit the window: only larger windows are tried. */
        CONTEXT_LENGTH,
        /** This deployment cannot do what was asked: others are tried. */
        UNSUPPORTED,
        /** Our key, account or settings are at fault: others are tried, and somebody must act. */
        OUR_FAULT,
        /** Too many requests: (account, region, model) rests. */
        RATE_LIMITED,
        /** The provider is broken or overloaded: a status, garbage, an error inside a 200, an empty stream. */
        BROKEN,
        /** No connection, or it was lost. */
        UNREACHABLE,
        /** No answer in time. */
        TIMEOUT,
        /** Not called: its circuit breaker is open, it rests, it was switched off, or it has no route. */
        NOT_CALLED,
        /** Not called: a limit of the caller or of the provider's account has no room for it. */
        OVER_LIMIT,
        /** A kill switch ended it, or the end of the process. */
        CUT,
        /** The client left. */
        CANCELLED;

        /** Whether the circuit breaker counts it. */
        public boolean counted() {
            return this == BROKEN || this == UNREACHABLE || this == TIMEOUT;
        }
    }

    /** A kill switch ended the call. */
    public static final Failure SWITCHED_OFF = of(Kind.CUT, "switched_off");

    /** The process stops, and the time that calls in flight have for their end is over. */
    public static final Failure SHUTTING_DOWN = of(Kind.CUT, "shutting_down");

    /** The call's deadline ended it. */
    public static final Failure OUT_OF_TIME = of(Kind.CUT, "deadline_exceeded");

    /** A failure without a provider's words. */
    public static Failure of(Kind kind, String code) {
        return new Failure(kind, 0, code, null, null);
    }

    /** A failure that an HTTP status tells. */
    public static Failure of(Kind kind, int status, String code) {
        return new Failure(kind, status, code, null, null);
    }
}
