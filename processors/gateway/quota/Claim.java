package gateway.quota;

import java.time.ZoneId;

/**
 * What a request claims of one counter.
 *
 * @param scope whose, as {@link Counter#scope}
 * @param measure of what
 * @param zone in which days and months begin
 * @param limit that holds, at least 0
 * @param softPercent share of the limit at which somebody is told
 * @param amount what it may use at most; at least 0
 */
public record Claim(String scope, Measure measure, ZoneId zone, long limit, int softPercent, long amount) {
    /** The same for another amount. */
    Claim of(long other) {
        return new Claim(scope, measure, zone, limit, softPercent, other);
    }

    /** What is counted together over all windows. */
    Key key() {
        return new Key(scope, measure);
    }

    /** A counter in whatever window. */
    record Key(String scope, Measure measure) {}
}
