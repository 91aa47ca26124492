package gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./serai health}: asks {@code /health/ready} of a gateway, for health checks that run in its container, where
 * there is no curl. It reads no settings and loads few classes.
 */
public final class HealthCommand {
    private static final int NOT_READY = 1;
    private static final int WRONG_USE = 2;
    private static final int LONGEST = 4096;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private HealthCommand() {}

    /** Ends with 0 if the gateway is ready, 1 if it is not or does not answer, 2 for wrong arguments. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.getenv(), System.out, System.err));
    }

    /**
     * Asks once.
     *
     * @return the process's exit code
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        URI url;
        try {
            AdminArguments read = AdminArguments.of(arguments);
            read.check(0, List.of());
            url = url(read.value("url"), environment);
        } catch (IllegalArgumentException e) {
            err.println("serai: " + e.getMessage());
            err.println("usage: ./serai health [--url http://127.0.0.1:8081]");
            return WRONG_USE;
        }
        try {
            HttpURLConnection ask = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
            ask.setConnectTimeout((int) PATIENCE.toMillis());
            ask.setReadTimeout((int) PATIENCE.toMillis());
            boolean ready = ask.getResponseCode() == HttpURLConnection.HTTP_OK;
            out.println(said(ready ? ask.getInputStream() : ask.getErrorStream()));
            return ready ? 0 : NOT_READY;
        } catch (IOException e) {
            err.println("serai: no gateway answers at " + url + ": " + e.getMessage());
            return NOT_READY;
        }
    }

    private static URI url(@Nullable String given, Map<String, String> environment) {
        String base = given == null
                ? "http://127.0.0.1:" + environment.getOrDefault("SERAI_MANAGEMENT_PORT", "8081")
                : given.replaceAll("/+$", "");
        URI url = URI.create(base + "/health/ready");
        if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new IllegalArgumentException("--url must be such as http://127.0.0.1:8081");
        }
        return url;
    }

    private static String said(@Nullable InputStream body) throws IOException {
        if (body == null) {
            return "";
        }
        try (body) {
            return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
        }
    }
}
