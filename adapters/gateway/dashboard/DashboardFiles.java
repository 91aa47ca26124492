package gateway.dashboard;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.HttpReply.Payload;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of the dashboard, its scripts and its styles from the class path. They hold no data. The page may
 * load from its own origin only, and nobody may put it into a frame. Thread-safe.
 */
public final class DashboardFiles implements Stage<HttpCall, HttpReply> {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** Names of files, so that no path leads out of their folder. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*\\.(js|css|svg)");

    /** The plots' library, as its package has it. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> LIBRARY =
            Map.of("uplot.js", UPLOT + "uPlot.esm.js", "uplot.css", UPLOT + "uPlot.min.css");

    private final Map<String, Buffer> read = new ConcurrentHashMap<>();

    @Override
    public HttpReply apply(HttpCall call) {
        String file = call.parameters().get("file");
        if (file == null) {
            return reply("html", bytes("/dashboard/index.html"));
        }
        Buffer bytes = NAME.matcher(file).matches() ? bytes(LIBRARY.getOrDefault(file, "/dashboard/" + file)) : null;
        return reply(file.substring(file.lastIndexOf('.') + 1), bytes);
    }

    private static HttpReply reply(String ending, @Nullable Buffer bytes) {
        if (bytes == null) {
            throw new RefusedException(new Refusal.NotFound("the dashboard has no such file: it begins at /"));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", TYPES.getOrDefault(ending, "application/octet-stream"));
        headers.put("content-security-policy", POLICY);
        headers.put("x-content-type-options", "nosniff");
        headers.put("x-frame-options", "DENY");
        headers.put("referrer-policy", "no-referrer");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        // asked for again after an update of the gateway
        headers.put("cache-control", "no-cache");
        return new HttpReply(200, headers, new Payload.Bytes(bytes));
    }

    private @Nullable Buffer bytes(String path) {
        Buffer known = read.get(path);
        if (known != null) {
            return known;
        }
        try (InputStream in = DashboardFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                return null;
            }
            Buffer bytes = Buffer.buffer(in.readAllBytes());
            read.put(path, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
