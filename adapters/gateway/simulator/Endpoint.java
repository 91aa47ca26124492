package gateway.simulator;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place of a provider's API, as the path tells it.
 *
 * @param dialect spoken there
 * @param path as asked for, without the query
 * @param model named in the path, null if the body names it
 * @param streamed whether the path alone asks for a stream
 * @param array whether a stream is a JSON array rather than server-sent events
 */
record Endpoint(Dialect dialect, String path, @Nullable String model, boolean streamed, boolean array) {
    private static final String GUARDRAIL = "/guardrail/";
    private static final String STREAM = ":streamGenerateContent";

    boolean inProject() {
        return path.contains("/projects/");
    }

    /** Finds the endpoint of a path, null if no provider has it. */
    static @Nullable Endpoint of(HttpServerRequest request, Dialects dialects) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        if (path.endsWith("/chat/completions") || path.endsWith("/embeddings")) {
            return new Endpoint(dialects.openAi(), path, deployment(path), false, false);
        }
        if (path.endsWith("/v1/messages") || path.endsWith("/v1/messages/count_tokens")) {
            return new Endpoint(dialects.anthropic(), path, null, false, false);
        }
        if (path.startsWith("/model/")) {
            return bedrock(path, dialects);
        }
        if (path.startsWith(GUARDRAIL)) {
            return guardrail(path, dialects);
        }
        int models = path.lastIndexOf("/models/");
        int colon = path.lastIndexOf(':');
        if (models < 0 || colon < models) {
            return null;
        }
        String model = decode(path.substring(models + "/models/".length(), colon));
        boolean streamed = path.endsWith(STREAM);
        boolean array = !"sse".equals(request.getParam("alt"));
        return streamed || path.endsWith(":generateContent") || Embedder.isAt(path) || TokenCounts.isAt(path)
                ? new Endpoint(dialects.gemini(), path, model, streamed, array)
                : null;
    }

    private static @Nullable Endpoint bedrock(String path, Dialects dialects) {
        int end = path.lastIndexOf('/');
        boolean streamed = path.endsWith("/converse-stream");
        boolean known = streamed || path.endsWith("/converse") || Embedder.isAt(path) || TokenCounts.isAt(path);
        if (!known || end <= "/model/".length()) {
            return null;
        }
        String model = decode(path.substring("/model/".length(), end));
        return new Endpoint(dialects.bedrock(), path, model, streamed, false);
    }

    /** A guardrail is counted, and has faults, by its id as if that were a model's. */
    private static @Nullable Endpoint guardrail(String path, Dialects dialects) {
        int end = path.indexOf("/version/");
        return end > GUARDRAIL.length() && path.endsWith("/apply")
                ? new Endpoint(
                        dialects.guardrail(), path, decode(path.substring(GUARDRAIL.length(), end)), false, false)
                : null;
    }

    /** Azure names the model in the path. */
    private static @Nullable String deployment(String path) {
        int from = path.indexOf("/deployments/");
        if (from < 0) {
            return null;
        }
        String rest = path.substring(from + "/deployments/".length());
        return decode(rest.substring(0, rest.indexOf('/')));
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ignored) {
            return encoded;
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Endpoint[" + dialect + ", streamed=" + streamed + "]";
    }
}
