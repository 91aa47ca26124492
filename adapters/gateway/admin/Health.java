package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells whether calls may come. */
public final class Health implements Stage<HttpCall, HttpReply> {
    private final Supplier<@Nullable String> reason;

    /**
     * Takes what decides.
     *
     * @param reason why calls may not come; null if they may
     */
    public Health(Supplier<@Nullable String> reason) {
        this.reason = reason;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        String why = reason.get();
        byte[] body = JsonCodec.object()
                .put("status", why == null ? "up" : "down")
                .put("reason", why)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return HttpReply.json(why == null ? 200 : 503, body);
    }
}
