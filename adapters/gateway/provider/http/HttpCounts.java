package gateway.provider.http;

import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Redacted;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.wire.TokenCounting;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Has a deployment count the tokens of a request. Blocks its caller, who is on a virtual thread. Thread-safe. */
final class HttpCounts {
    private final Vertx vertx;

    HttpCounts(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Calls.
     *
     * @param credential shown to the provider; null if it wants none
     * @return the count; empty where the dialect has no such call
     * @throws FailedException if there is no answer
     */
    OptionalLong call(
            Request.Chat chat,
            Deployment deployment,
            HttpTarget target,
            Credential.@Nullable Shown credential,
            Residency required,
            Duration timeout) {
        TokenCounting counting = target.codec().counting(chat, deployment);
        if (counting == null) {
            return OptionalLong.empty();
        }
        Redacted shown = credential == null ? null : credential.value();
        HttpAttempt attempt = new HttpAttempt(
                vertx,
                target.counting(),
                shown,
                required,
                Buffer.buffer(counting.json()),
                Map.of(),
                false,
                target.codec()::events);
        chat.call().relay().execute(attempt::start);
        Runnable giveUp = () -> chat.call().relay().execute(attempt::cancel);
        if (!(Waits.await(attempt.arrived(), timeout, giveUp, "timeout") instanceof Arrived.Body body)) {
            throw new FailedException(Failure.of(Failure.Kind.BROKEN, "garbage"));
        }
        if (body.status() != HttpResponseStatus.OK.code()) {
            throw HttpProviders.failed(target.codec().failure(body.status(), body.header(), body.bytes()), credential);
        }
        return OptionalLong.of(counting.read(body.bytes()));
    }
}
