package gateway.grpc;

import gateway.api.ClientHeaders;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import serai.v1.Options;

/** What a call asks of the gateway: its metadata, its options and its deadline. */
final class CallHeaders {
    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

    private CallHeaders() {}

    /** All in one; options win, and of deadlines the earliest. */
    static ClientHeaders of(MultiMap metadata, Options options) {
        return ClientHeaders.from(name -> switch (name) {
            case "x-serai-residency" -> options.hasResidency() ? options.getResidency() : metadata(metadata, name);
            case "x-serai-domain" -> options.hasDomain() ? options.getDomain() : metadata(metadata, name);
            case "x-serai-failover" -> options.hasFailover() ? options.getFailover() : metadata(metadata, name);
            case "x-serai-strict" ->
                options.hasStrict() ? Boolean.toString(options.getStrict()) : metadata(metadata, name);
            case "x-serai-first-token-ms" ->
                options.hasFirstTokenMs() ? Long.toString(options.getFirstTokenMs()) : metadata(metadata, name);
            case "x-serai-deadline-ms" ->
                earliest(
                        options.hasDeadlineMs() ? Long.toString(options.getDeadlineMs()) : metadata(metadata, name),
                        millis(metadata.get("grpc-timeout")));
            default -> metadata(metadata, name);
        });
    }

    /**
     * The value of {@code grpc-timeout} in milliseconds, at least 1; null = none, or one that is not valid.
     *
     * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">its form: digits and a unit</a>
     */
    static @Nullable Long millis(@Nullable String timeout) {
        if (timeout == null || !timeout.matches("\\d{1,8}[HMSmun]")) {
            return null;
        }
        int last = timeout.length() - 1;
        TimeUnit unit = switch (timeout.charAt(last)) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            default -> TimeUnit.NANOSECONDS;
        };
        return Math.max(1, unit.toMillis(Long.parseLong(timeout.substring(0, last))));
    }

    /** A deadline that is no number is left as it is, to be refused by name. */
    private static @Nullable String earliest(@Nullable String wanted, @Nullable Long timeout) {
        if (timeout == null || timeout > LONGEST_MILLIS) {
            return wanted;
        }
        if (wanted == null) {
            return Long.toString(timeout);
        }
        boolean later = wanted.strip().matches("[1-9]\\d{0,17}") && Long.parseLong(wanted.strip()) > timeout;
        return later ? Long.toString(timeout) : wanted;
    }

    /** A repeated key counts as one with commas between, so that no demand that comes second is overlooked. */
    private static @Nullable String metadata(MultiMap metadata, String name) {
        List<String> values = metadata.getAll(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
