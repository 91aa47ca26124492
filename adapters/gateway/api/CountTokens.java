package gateway.api;

import gateway.Stage;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Wishes;
import gateway.token.InputTokens;
import gateway.token.TokenCounter;
import gateway.wire.JsonCodec;
import gateway.wire.anthropic.AnthropicClientCodec;
import java.nio.charset.StandardCharsets;

/**
 * Answers how many tokens a request has, by the gateway's own counter: nothing is sent to a provider. The counter
 * learns from what providers charge, so that the number is close to theirs, but not always the same. Thread-safe.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages-count-tokens">the API's reference</a>
 */
public final class CountTokens implements Stage<Plan, HttpReply> {
    private final TokenCounter counter;

    /** Takes what counts. */
    public CountTokens(TokenCounter counter) {
        this.counter = counter;
    }

    /** What reads such a request. */
    public static Stage<HttpCall, Request.Chat> reader(AnthropicClientCodec codec) {
        return new Reader(codec);
    }

    @Override
    public HttpReply apply(Plan plan) {
        InputTokens estimated = counter.count(plan.request(), plan.candidates());
        InputTokens exact = counter.exact(estimated);
        InputTokens counted = exact == null ? estimated : exact;
        long most = 1;
        for (Deployment candidate : plan.candidates()) {
            most = Math.max(most, counted.likely(candidate));
        }
        return HttpReply.json(
                200, JsonCodec.object().put("input_tokens", most).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads without the wishes of a call, of which none matters here. */
    private record Reader(AnthropicClientCodec codec) implements Stage<HttpCall, Request.Chat> {
        @Override
        public Request.Chat apply(HttpCall call) {
            return codec.readCounted(
                    call.envelope(Dialect.ANTHROPIC, Wishes.NONE), call.body().getBytes());
        }
    }
}
