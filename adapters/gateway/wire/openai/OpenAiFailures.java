package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gateway.model.Failure;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table by which errors of OpenAI and of those who speak its dialect are classified. The first row that fits
 * counts. Status 200 stands for an error inside an answer, or a stream, that began well.
 *
 * <p>Sources: OpenAI's guide to error codes (read 2026-11), recorded errors of OpenAI, Azure, Mistral and Groq, and the
 * sources of vLLM, llama.cpp and Ollama for the words of a prompt that is too long.
 */
final class OpenAiFailures {
    private static final Set<Integer> ANY_STATUS = Set.of();
    private static final Set<Integer> REQUEST = Set.of(200, 400, 413, 422);
    private static final Set<String> ANYTHING = Set.of();

    private static final List<Row> TABLE = List.of(
            code(
                    ANY_STATUS,
                    Failure.Kind.OUR_FAULT,
                    "insufficient_quota",
                    "billing_not_active",
                    "billing_hard_limit_reached",
                    "invalid_api_key",
                    "model_not_found",
                    "invalid_model",
                    "deploymentnotfound",
                    "operationnotsupported"),
            code(REQUEST, Failure.Kind.CONTEXT_LENGTH, "context_length_exceeded", "exceed_context_size_error"),
            words(
                    REQUEST,
                    Failure.Kind.CONTEXT_LENGTH,
                    "maximum context length",
                    "context window",
                    "context length",
                    "context size",
                    "prompt is too long",
                    "maximum model length"),
            code(
                    REQUEST,
                    Failure.Kind.CLIENT_FAULT,
                    "content_filter",
                    "content_policy_violation",
                    "responsibleaipolicyviolation"),
            // Groq: the model's call did not fit the tool's schema, another try may
            code(ANY_STATUS, Failure.Kind.BROKEN, "tool_use_failed"),
            // Groq: one request above the tokens of a minute never fits here
            code(Set.of(413), Failure.Kind.UNSUPPORTED, "rate_limit_exceeded", "tokens"),
            code(
                    Set.of(200),
                    Failure.Kind.RATE_LIMITED,
                    "rate_limit_exceeded",
                    "rate_limit_error",
                    "ratelimitreached",
                    "too_many_requests",
                    "tokens",
                    "requests"),
            code(Set.of(200), Failure.Kind.CLIENT_FAULT, "invalid_request_error", "badrequesterror"),
            all(Set.of(200), Failure.Kind.BROKEN),
            all(REQUEST, Failure.Kind.CLIENT_FAULT),
            all(Set.of(408, 409, 424, 425, 498, 499), Failure.Kind.BROKEN),
            all(Set.of(429), Failure.Kind.RATE_LIMITED));

    private static final Pattern SAFE_CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

    private OpenAiFailures() {}

    /** Classifies an error response. */
    static Failure classify(int status, Function<String, @Nullable String> header, byte[] body) {
        JsonNode root;
        try {
            root = JsonCodec.read(ByteBuffer.wrap(body));
        } catch (JsonProcessingException e) {
            // a proxy's page, say: the status has to do
            root = MissingNode.getInstance();
        }
        return classify(status, root, retryAfter(header));
    }

    /** Classifies an error that came inside an answer with status 200, by the status that it names, if any. */
    static Failure inside(JsonNode root) {
        int code = root.path("error").path("code").asInt(root.path("code").asInt());
        int named = root.path("error").path("status_code").asInt(code);
        return classify(named >= 400 && named < 600 ? named : 200, root, null);
    }

    private static Failure classify(int status, JsonNode root, @Nullable Duration retryAfter) {
        JsonNode error = root.path("error").isObject() ? root.path("error") : root;
        List<String> codes = new ArrayList<>();
        for (JsonNode code :
                List.of(error.path("code"), error.path("innererror").path("code"), error.path("type"))) {
            if (code.isTextual() && SAFE_CODE.matcher(code.textValue()).matches()) {
                codes.add(code.textValue());
            }
        }
        String message = message(root, error);
        Failure.Kind kind = kind(status, codes, message.toLowerCase(Locale.ROOT));
        boolean tell = kind == Failure.Kind.CLIENT_FAULT || kind == Failure.Kind.CONTEXT_LENGTH;
        return new Failure(
                kind,
                status,
                codes.isEmpty() ? "http_" + status : codes.getFirst(),
                tell && !message.isEmpty() ? new Redacted(message) : null,
                retryAfter);
    }

    private static Failure.Kind kind(int status, List<String> codes, String message) {
        for (Row row : TABLE) {
            if (row.fits(status, codes, message)) {
                return row.kind();
            }
        }
        // 401 to 404 and every other status that says that we called what we should not have called
        return status >= 500 ? Failure.Kind.BROKEN : Failure.Kind.OUR_FAULT;
    }

    /** OpenAI has {@code error.message}, Ollama {@code error}, Mistral {@code message} or {@code detail}. */
    private static String message(JsonNode root, JsonNode error) {
        for (JsonNode message : List.of(
                error.path("message"),
                root.path("error"),
                root.path("detail"),
                root.path("detail").path(0).path("msg"),
                root.path("message").path("detail").path(0).path("msg"))) {
            if (message.isTextual()) {
                return message.textValue();
            }
        }
        return "";
    }

    /** Azure sends {@code retry-after-ms: 0} beside {@code retry-after: 1} (recorded), so 0 does not count. */
    private static @Nullable Duration retryAfter(Function<String, @Nullable String> header) {
        Duration exact = duration(header.apply("retry-after-ms"), 1);
        return exact != null && exact.isPositive() ? exact : duration(header.apply("retry-after"), 1_000);
    }

    private static @Nullable Duration duration(@Nullable String value, int millis) {
        if (value == null || !SECONDS.matcher(value.strip()).matches()) {
            return null;
        }
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(value.strip()) * millis));
    }

    private static Row code(Set<Integer> statuses, Failure.Kind kind, String... codes) {
        return new Row(statuses, Set.of(codes), ANYTHING, kind);
    }

    private static Row words(Set<Integer> statuses, Failure.Kind kind, String... words) {
        return new Row(statuses, ANYTHING, Set.of(words), kind);
    }

    private static Row all(Set<Integer> statuses, Failure.Kind kind) {
        return new Row(statuses, ANYTHING, ANYTHING, kind);
    }

    /**
     * One row.
     *
     * @param statuses HTTP statuses; empty for all
     * @param codes the error's code, inner code or type is one of them, in lower case; empty for all
     * @param words the error's message holds one of them, in lower case; empty for all
     * @param kind what it is
     */
    private record Row(Set<Integer> statuses, Set<String> codes, Set<String> words, Failure.Kind kind) {
        boolean fits(int status, List<String> given, String message) {
            return (statuses.isEmpty() || statuses.contains(status))
                    && (codes.isEmpty()
                            || given.stream().anyMatch(code -> codes.contains(code.toLowerCase(Locale.ROOT))))
                    && (words.isEmpty() || words.stream().anyMatch(message::contains));
        }
    }
}
