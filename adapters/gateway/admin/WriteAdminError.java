package gateway.admin;

import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.Problems;
import gateway.control.ConflictException;
import gateway.control.StoreException;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.settings.SettingsException;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whatever went wrong on the management port. */
public final class WriteAdminError {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAdminError.class);
    private static final String ROOT = "gateway.";

    /** The reply to a request that ended in an exception. */
    public HttpReply apply(Object body, Exception cause) {
        Refusal refusal = refusal(cause);
        Problem problem = Problems.of(refusal, id(body));
        Map<String, String> headers = new LinkedHashMap<>();
        Duration retryAfter = Problems.retryAfter(refusal);
        if (retryAfter != null) {
            headers.put("retry-after", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return AdminReply.of(
                problem.status(),
                headers,
                JsonCodec.object()
                        .set(
                                "error",
                                JsonCodec.object().put("code", problem.code()).put("message", problem.message())));
    }

    private static Refusal refusal(Exception cause) {
        return switch (cause) {
            case RefusedException refused -> refused.refusal();
            case SettingsException invalid -> new Refusal.Malformed(problems(invalid), null);
            case ConflictException conflict ->
                new Refusal.Conflict(conflict.getMessage() + ": read it again, then repeat the change");
            case StoreException store -> {
                LOG.warn("an admin request needs a store that cannot be reached: {}", store.getMessage());
                yield new Refusal.StoreUnavailable();
            }
            default -> {
                LOG.error("an admin request failed by a fault of the gateway: {}", Faults.describe(cause));
                yield new Refusal.Internal();
            }
        };
    }

    /** The places of problems are those of the settings, where all control data stands below one key. */
    private static String problems(SettingsException invalid) {
        return invalid.problems().stream()
                .map(problem -> problem.startsWith(ROOT) ? problem.substring(ROOT.length()) : problem)
                .collect(Collectors.joining("; "));
    }

    private static String id(Object body) {
        return switch (body) {
            case HttpCall call -> call.id();
            case AdminCall call -> call.http().id();
            default -> "";
        };
    }
}
