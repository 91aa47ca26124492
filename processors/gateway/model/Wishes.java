package gateway.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for by headers; it can only narrow what its tenant is allowed.
 *
 * @param residency the least that it demands
 * @param domain {@code legal}, {@code medical} or {@code general}, if named
 * @param deadline soft deadline of the whole call, if given
 * @param firstToken for each attempt's first token, if given
 * @param strict whether a field that cannot be carried over to the provider refuses the request
 * @param onBreak what to do when a stream breaks off after its first byte
 * @param onDeadline what to do with a stream at the deadline, if given
 * @param version of Anthropic's API
 * @param freshness what it wants of the cache of answers
 */
public record Wishes(
        Residency residency,
        @Nullable String domain,
        @Nullable Duration deadline,
        @Nullable Duration firstToken,
        boolean strict,
        OnBreak onBreak,
        @Nullable OnDeadline onDeadline,
        ApiVersion version,
        Freshness freshness) {
    public static final Wishes NONE = new Wishes(Residency.ANY, null, null, null, false);

    /** Those of a client that takes an error for a stream that breaks off. */
    public Wishes(
            Residency residency,
            @Nullable String domain,
            @Nullable Duration deadline,
            @Nullable Duration firstToken,
            boolean strict) {
        this(residency, domain, deadline, firstToken, strict, OnBreak.ERROR, null, ApiVersion.NONE, Freshness.ANY);
    }

    /** These for another residency. */
    public Wishes in(Residency other) {
        return new Wishes(other, domain, deadline, firstToken, strict, onBreak, onDeadline, version, freshness);
    }

    /** Those of a client that says nothing of the cache. */
    public Wishes(
            Residency residency,
            @Nullable String domain,
            @Nullable Duration deadline,
            @Nullable Duration firstToken,
            boolean strict,
            OnBreak onBreak,
            @Nullable OnDeadline onDeadline) {
        this(residency, domain, deadline, firstToken, strict, onBreak, onDeadline, ApiVersion.NONE, Freshness.ANY);
    }
}
