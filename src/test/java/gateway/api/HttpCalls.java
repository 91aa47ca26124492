package gateway.api;

import gateway.api.HttpCall.ManagementPart;
import gateway.model.Cancellation;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Requests that have arrived, for tests. */
public final class HttpCalls {
    private HttpCalls() {}

    /** One with headers and a body. */
    public static HttpCall post(Map<String, String> headers, String body) {
        return of("POST", Map.of(), headers, body);
    }

    /** Any. */
    public static HttpCall of(String method, Map<String, String> parameters, Map<String, String> headers, String body) {
        return new HttpCall(
                "request-1",
                "openai-chat",
                1_000,
                method,
                "/v1/chat/completions",
                parameters,
                ClientHeaders.from(headers::get),
                Buffer.buffer(body),
                Runnable::run,
                Cancellation.NEVER);
    }

    /** One to the management port. */
    public static HttpCall management(
            String method,
            String path,
            Map<String, String> parameters,
            Map<String, String> headers,
            String body,
            ManagementPart part) {
        return new HttpCall(
                "request-1",
                "admin",
                1_000,
                method,
                path,
                parameters,
                ClientHeaders.from(headers::get),
                Buffer.buffer(body),
                Runnable::run,
                Cancellation.NEVER,
                part,
                () -> {});
    }

    /** The bytes of a reply as text. */
    public static String body(HttpReply reply) {
        return switch (reply.payload()) {
            case HttpReply.Payload.Bytes bytes -> bytes.body().toString();
            case HttpReply.Payload.Events events -> throw new IllegalStateException("a stream has no body yet");
        };
    }
}
