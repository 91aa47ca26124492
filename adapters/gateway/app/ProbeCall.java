package gateway.app;

import gateway.Ticker;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.EmbeddingInput;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.ModelKind;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Wishes;
import gateway.provider.Provider;
import gateway.wire.openai.OpenAiClientCodec;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One small call to a deployment, through its provider's adapter. Used by one thread. */
final class ProbeCall {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Provider> providers;
    private final Context eventLoop;
    private final Ticker ticker;

    ProbeCall(Map<String, Provider> providers, Vertx vertx, Ticker ticker) {
        this.providers = Map.copyOf(providers);
        this.eventLoop = vertx.getOrCreateContext();
        this.ticker = ticker;
    }

    /**
     * What came of it.
     *
     * @param took until the answer
     * @param failure why there was none; null if there was one
     */
    record Result(Duration took, @Nullable Failure failure) {}

    /** Makes the call and waits for its answer. */
    Result call(Deployment deployment) {
        long begun = ticker.nanos();
        Failure failure = null;
        try {
            Provider provider = providers.get(deployment.provider());
            if (provider == null) {
                throw new FailedException(Failure.of(Failure.Kind.OUR_FAULT, "no_adapter"));
            }
            provider.call(question(deployment), deployment, Residency.ANY, PATIENCE);
        } catch (FailedException e) {
            failure = e.failure();
        } catch (RefusedException e) {
            failure = Failure.of(Failure.Kind.UNSUPPORTED, code(e.refusal()));
        }
        return new Result(Duration.ofNanos(ticker.nanos() - begun), failure);
    }

    private Request question(Deployment deployment) {
        Call call = new Call(
                "doctor",
                "doctor",
                Dialect.OPENAI,
                ticker.nanos(),
                null,
                Wishes.NONE,
                task -> eventLoop.runOnContext(go -> task.run()),
                Cancellation.NEVER);
        if (deployment.kind() instanceof ModelKind.Embedding) {
            EmbeddingInput input = new EmbeddingInput.Texts(List.of("ok"));
            return new Request.Embedding(call, deployment.model(), input, null, null, null, Map.of(), null);
        }
        String question = """
                {"model":"%s","max_tokens":16,"messages":[{"role":"user","content":"Say ok."}]}""".formatted(deployment.model());
        return new OpenAiClientCodec(InstantSource.system()).read(call, question.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(Refusal refusal) {
        return refusal instanceof Refusal.UnsupportedFeature feature ? feature.problem() : "refused";
    }
}
