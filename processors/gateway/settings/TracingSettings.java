package gateway.settings;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where spans of calls go to.
 *
 * @param endpoint of a collector, OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}
 * @param sample the share of calls that are traced, 0 to 1; a client that sends a trace of its own decides for itself;
 *     null = 0.1
 * @param propagate whether providers are told the trace of a traced call; null = true
 */
public record TracingSettings(
        URI endpoint, @Nullable Double sample, @Nullable Boolean propagate) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final double USUAL = 0.1;
    private static final String PATH = "gateway.tracing";

    /** The share of calls that are traced. */
    public double share() {
        return sample == null ? USUAL : sample;
    }

    /** Whether providers are told. */
    public boolean tellsProviders() {
        return propagate == null || propagate;
    }

    /**
     * Notes what does not hold.
     *
     * @param hosts those that may be called
     */
    void check(Problems problems, List<String> hosts) {
        String host = endpoint.getHost();
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        problems.check(
                http
                        && host != null
                        && endpoint.getUserInfo() == null
                        && !endpoint.getPath().isEmpty(),
                PATH + ".endpoint",
                "must be the whole address for traces, such as http://127.0.0.1:4318/v1/traces");
        problems.check(
                host == null
                        || LOOPBACK.contains(host)
                        || hosts.contains(host)
                        || !problems.sound("gateway.egress.hosts"),
                PATH + ".endpoint",
                "is at " + host + ", which is not in gateway.egress.hosts; add it there");
        problems.check(share() >= 0 && share() <= 1, PATH + ".sample", "must be from 0 to 1, such as 0.1");
    }
}
