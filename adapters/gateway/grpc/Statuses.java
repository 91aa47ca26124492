package gateway.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.vertx.core.MultiMap;
import io.vertx.grpc.common.GrpcStatus;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in gRPC's terms what went wrong.
 *
 * @see <a href="https://grpc.io/docs/guides/status-codes/">status codes</a>
 * @see <a href="https://google.aip.dev/193">details of errors</a>
 */
final class Statuses {
    private static final String DOMAIN = "serai";

    /** Headers that say something about HTTP only. */
    private static final Set<String> OF_HTTP =
            Set.of("content-type", "cache-control", "x-accel-buffering", "allow", "content-length");

    /** What can end a stream that has begun, where no status of HTTP is told any more. */
    private static final Map<String, GrpcStatus> BY_CODE = Map.of(
            "deadline_exceeded", GrpcStatus.DEADLINE_EXCEEDED,
            "blocked_by_guardrail", GrpcStatus.INVALID_ARGUMENT,
            "content_filter", GrpcStatus.INVALID_ARGUMENT,
            "context_length_exceeded", GrpcStatus.INVALID_ARGUMENT,
            "rate_limited", GrpcStatus.RESOURCE_EXHAUSTED,
            "budget_exceeded", GrpcStatus.RESOURCE_EXHAUSTED,
            "internal_error", GrpcStatus.INTERNAL);

    private Statuses() {}

    /** The status for one of HTTP's. */
    static GrpcStatus of(int status) {
        return switch (status) {
            case 400, 405, 415, 422, 431 -> GrpcStatus.INVALID_ARGUMENT;
            case 401 -> GrpcStatus.UNAUTHENTICATED;
            case 403 -> GrpcStatus.PERMISSION_DENIED;
            case 404 -> GrpcStatus.NOT_FOUND;
            case 408, 504 -> GrpcStatus.DEADLINE_EXCEEDED;
            case 409 -> GrpcStatus.ABORTED;
            case 413, 429 -> GrpcStatus.RESOURCE_EXHAUSTED;
            case 499 -> GrpcStatus.CANCELLED;
            case 502, 503 -> GrpcStatus.UNAVAILABLE;
            default -> GrpcStatus.INTERNAL;
        };
    }

    /** The status for one of the gateway's codes. */
    static GrpcStatus of(String code) {
        return BY_CODE.getOrDefault(code, GrpcStatus.UNAVAILABLE);
    }

    /** Copies what a reply's headers say beyond HTTP. */
    static void metadata(Map<String, String> headers, MultiMap to) {
        headers.forEach((name, value) -> {
            if (!OF_HTTP.contains(name)) {
                to.set(name, value);
            }
        });
    }

    /**
     * The value of {@code grpc-status-details-bin}.
     *
     * @param code the gateway's code
     * @param param the field to blame; null = none
     * @param retryAfterSeconds null = coming again does not help
     */
    static String details(
            GrpcStatus status,
            String message,
            String code,
            @Nullable String param,
            @Nullable String retryAfterSeconds) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setReason(code).setDomain(DOMAIN);
        if (param != null) {
            info.putMetadata("param", param);
        }
        Status.Builder details =
                Status.newBuilder().setCode(status.code).setMessage(message).addDetails(Any.pack(info.build()));
        if (retryAfterSeconds != null) {
            Duration delay = Duration.newBuilder()
                    .setSeconds(Long.parseLong(retryAfterSeconds))
                    .build();
            details.addDetails(
                    Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()));
        }
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(details.build().toByteArray());
    }
}
