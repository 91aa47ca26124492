package gateway.admission;

import gateway.model.OnDeadline;
import gateway.model.Request;
import gateway.model.Tenant;
import gateway.model.TimeBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long calls may take.
 *
 * @param firstToken until a stream's first token
 * @param whole until a whole answer
 * @param grace from a soft deadline until whatever is still under way is cut
 * @param hard until any call is cut
 */
public record TimeLimits(Duration firstToken, Duration whole, Duration grace, Duration hard) {
    /** The time of a call: the soft deadline is its own, or else its tenant's, or none. */
    TimeBudget of(Request request, Tenant tenant) {
        Duration asked = request.call().wishes().deadline();
        Duration soft = asked != null ? asked : tenant.routing().deadline();
        OnDeadline wanted = request.call().wishes().onDeadline();
        OnDeadline then = wanted != null ? wanted : tenant.routing().onDeadline();
        return new TimeBudget(
                request.call().receivedNanos(),
                earlier(earlier(request.stream() ? firstToken : whole, soft), hard),
                soft,
                earlier(hard, soft == null ? null : soft.plus(grace)),
                then == null ? OnDeadline.FINISH : then);
    }

    private static Duration earlier(Duration one, @Nullable Duration other) {
        return other == null || one.compareTo(other) < 0 ? one : other;
    }
}
