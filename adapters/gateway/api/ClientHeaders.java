package gateway.api;

import gateway.model.Redacted;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The few request headers that mean something to us; all others are dropped where they arrive.
 *
 * @param key the API key, from {@code Authorization: Bearer} or {@code x-api-key}
 * @param anthropicVersion {@code anthropic-version}
 * @param anthropicBeta {@code anthropic-beta}
 * @param residency {@code x-serai-residency}
 * @param domain {@code x-serai-domain}
 * @param deadlineMillis {@code x-serai-deadline-ms}
 * @param onDeadline {@code x-serai-on-deadline}
 * @param firstTokenMillis {@code x-serai-first-token-ms}
 * @param failover {@code x-serai-failover}
 * @param strict {@code x-serai-strict}
 * @param idempotencyKey {@code idempotency-key}
 * @param traceparent {@code traceparent}, by W3C Trace Context
 * @param tracestate {@code tracestate}
 * @param cacheControl {@code cache-control}
 */
public record ClientHeaders(
        @Nullable Redacted key,
        @Nullable String anthropicVersion,
        @Nullable String anthropicBeta,
        @Nullable String residency,
        @Nullable String domain,
        @Nullable String deadlineMillis,
        @Nullable String onDeadline,
        @Nullable String firstTokenMillis,
        @Nullable String failover,
        @Nullable String strict,
        @Nullable Redacted idempotencyKey,
        @Nullable String traceparent,
        @Nullable String tracestate,
        @Nullable String cacheControl) {
    private static final String BEARER = "bearer ";

    /** Picks them out. */
    public static ClientHeaders from(Function<String, @Nullable String> header) {
        return new ClientHeaders(
                key(header.apply("authorization"), header.apply("x-api-key")),
                header.apply("anthropic-version"),
                header.apply("anthropic-beta"),
                header.apply("x-serai-residency"),
                header.apply("x-serai-domain"),
                header.apply("x-serai-deadline-ms"),
                header.apply("x-serai-on-deadline"),
                header.apply("x-serai-first-token-ms"),
                header.apply("x-serai-failover"),
                header.apply("x-serai-strict"),
                redacted(header.apply("idempotency-key")),
                header.apply("traceparent"),
                header.apply("tracestate"),
                header.apply("cache-control"));
    }

    /** Whether the client speaks as to Anthropic. */
    boolean anthropic() {
        return anthropicVersion != null;
    }

    private static @Nullable Redacted key(@Nullable String authorization, @Nullable String apiKey) {
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Redacted(authorization.substring(BEARER.length()).strip());
        }
        return apiKey == null ? null : new Redacted(apiKey.strip());
    }

    private static @Nullable Redacted redacted(@Nullable String value) {
        return value == null ? null : new Redacted(value);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ClientHeaders[" + key + "]";
    }
}
