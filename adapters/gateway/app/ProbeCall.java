package gateway.app;

import gateway.Ticker;
import gateway.model.Answer;
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
import java.util.OptionalLong;
import java.util.function.Function;
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
            if (deployment.kind() instanceof ModelKind.Embedding) {
                embed(deployment);
            } else {
                ask(deployment, """
                        {"model":"%s","max_tokens":16,"messages":[{"role":"user","content":"Say ok."}]}""".formatted(deployment.model()));
            }
        } catch (FailedException e) {
            failure = e.failure();
        }
        return new Result(Duration.ofNanos(ticker.nanos() - begun), failure);
    }

    /**
     * Asks a question of its own.
     *
     * @param question a body of OpenAI's API
     * @throws FailedException if there is no answer
     */
    Answer ask(Deployment deployment, String question) {
        return ask(
                deployment,
                new OpenAiClientCodec(InstantSource.system())
                        .read(envelope(), question.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Asks for the vector of a short text.
     *
     * @throws FailedException if there is no answer
     */
    Answer embed(Deployment deployment) {
        EmbeddingInput input = new EmbeddingInput.Texts(List.of("ok"));
        return ask(
                deployment,
                new Request.Embedding(envelope(), deployment.model(), input, null, null, null, Map.of(), null));
    }

    /**
     * Asks for the number of a question's tokens.
     *
     * @return empty where the dialect has no such call
     * @throws FailedException if there is no answer
     */
    OptionalLong count(Deployment deployment, String question) {
        Request.Chat chat = new OpenAiClientCodec(InstantSource.system())
                .read(envelope(), question.getBytes(StandardCharsets.UTF_8));
        return asked(deployment, provider -> provider.count(chat, deployment, Residency.ANY, PATIENCE));
    }

    private Answer ask(Deployment deployment, Request question) {
        return asked(
                deployment,
                provider -> provider.call(question, deployment, Residency.ANY, PATIENCE)
                        .answer());
    }

    private <T> T asked(Deployment deployment, Function<Provider, T> call) {
        Provider provider = providers.get(deployment.provider());
        if (provider == null) {
            throw new FailedException(Failure.of(Failure.Kind.OUR_FAULT, "no_adapter"));
        }
        try {
            return call.apply(provider);
        } catch (RefusedException e) {
            throw new FailedException(Failure.of(Failure.Kind.UNSUPPORTED, code(e.refusal())));
        }
    }

    /** Does something where the answers arrive. */
    void on(Runnable task) {
        eventLoop.runOnContext(go -> task.run());
    }

    /** The ticker's time, in nanoseconds. */
    long now() {
        return ticker.nanos();
    }

    private Call envelope() {
        return new Call(
                "doctor",
                "doctor",
                Dialect.OPENAI,
                ticker.nanos(),
                null,
                Wishes.NONE,
                task -> eventLoop.runOnContext(go -> task.run()),
                Cancellation.NEVER);
    }

    private static String code(Refusal refusal) {
        return refusal instanceof Refusal.UnsupportedFeature feature ? feature.problem() : "refused";
    }
}
