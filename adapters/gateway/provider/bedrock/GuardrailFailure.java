package gateway.provider.bedrock;

import gateway.guard.RemoteVerdict;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.wire.bedrock.BedrockFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what it means that a guardrail did not judge. Thread-safe.
 *
 * <table>
 * <caption>Failures</caption>
 * <tr><th>code</th><th>when</th><th>a policy may go on</th><th>the breaker counts it</th></tr>
 * <tr><td>timeout</td><td>no verdict in time</td><td>yes</td><td>yes</td></tr>
 * <tr><td>unreachable</td><td>no connection, or it was lost</td><td>yes</td><td>yes</td></tr>
 * <tr><td>server_error</td><td>5xx</td><td>yes</td><td>yes</td></tr>
 * <tr><td>garbage</td><td>an answer that cannot be read</td><td>yes</td><td>yes</td></tr>
 * <tr><td>throttled</td><td>429, also after one more try</td><td>yes</td><td>no</td></tr>
 * <tr><td>access_denied</td><td>401, 403, no credential</td><td>no</td><td>no</td></tr>
 * <tr><td>not_found</td><td>404: no such guardrail or version</td><td>no</td><td>no</td></tr>
 * <tr><td>validation</td><td>any other 4xx</td><td>no</td><td>no</td></tr>
 * <tr><td>any other</td><td>not called, for that reason</td><td>no</td><td>no</td></tr>
 * </table>
 */
public final class GuardrailFailure {
    private static final Logger LOG = LoggerFactory.getLogger(GuardrailFailure.class);

    /** The code of a call that AWS refused because there were too many. */
    static final String THROTTLED = "throttled";

    static final String UNREACHABLE = "unreachable";

    /** The code of a call that took too long. */
    static final String TIMEOUT = "timeout";

    /**
     * Sorts what went wrong.
     *
     * @return the failure, if the circuit breaker must not count it
     * @throws FailedException if it must
     */
    public RemoteVerdict apply(Exception problem) {
        Failure failure = BedrockFailures.of(problem);
        if (failure.kind().counted()) {
            throw new FailedException(failure);
        }
        RemoteVerdict.Failed verdict = verdict(failure);
        if (failure.status() != 0 && !verdict.open()) {
            LOG.error(
                    "a guardrail refuses our credentials or settings: status {}, code {}",
                    failure.status(),
                    failure.code());
        }
        return verdict;
    }

    /** What a failure means for a policy. */
    public static RemoteVerdict.Failed verdict(Failure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> new RemoteVerdict.Failed(TIMEOUT, true);
            case UNREACHABLE -> new RemoteVerdict.Failed(UNREACHABLE, true);
            case RATE_LIMITED -> new RemoteVerdict.Failed(THROTTLED, true);
            case BROKEN ->
                new RemoteVerdict.Failed(failure.code().equals("garbage") ? "garbage" : "server_error", true);
            case OUR_FAULT -> new RemoteVerdict.Failed(ours(failure.status()), false);
            case CLIENT_FAULT, CONTEXT_LENGTH -> new RemoteVerdict.Failed("validation", false);
            case UNSUPPORTED, NOT_CALLED, OVER_LIMIT, CUT, CANCELLED -> new RemoteVerdict.Failed(failure.code(), false);
        };
    }

    private static String ours(int status) {
        return switch (status) {
            case 404 -> "not_found";
            case 400 -> "validation";
            default -> "access_denied";
        };
    }
}
