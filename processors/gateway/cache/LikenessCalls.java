package gateway.cache;

import gateway.call.CancelSignal;
import gateway.judge.Asker;
import gateway.judge.Envelopes;
import gateway.judge.SpareWork;
import gateway.model.Answer;
import gateway.model.Call;
import gateway.model.EmbeddingInput;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Vector;
import gateway.model.VectorFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an embedding model for the vector of a question, by a request of the tenant's key through the chain that all
 * requests take: residency, kill switches and budgets hold for it, and what it costs is the tenant's. Whatever goes
 * wrong, there is no vector, and the question is asked as ever. Thread-safe.
 */
public final class LikenessCalls implements QuestionEmbedder {
    /** The ingress route of its requests: records and kill switches know them by it. */
    public static final String ROUTE = "likeness";

    private final Asker asker;
    private final Envelopes envelopes;
    private final SpareWork work;
    private final Duration within;

    /**
     * Takes what it works with.
     *
     * @param asker sends a request through the chain
     * @param work bounds requests: beyond, there is no vector
     * @param within how long a vector is waited for
     */
    public LikenessCalls(Asker asker, Envelopes envelopes, SpareWork work, Duration within) {
        this.asker = asker;
        this.envelopes = envelopes;
        this.work = work;
        this.within = within;
    }

    @Override
    public float @Nullable [] embed(Plan plan, String model, String text) {
        CancelSignal giveUp = new CancelSignal();
        Call call = envelopes.beside(plan.request().call(), ROUTE, giveUp);
        Request.Embedding request = new Request.Embedding(
                call, model, new EmbeddingInput.Texts(List.of(text)), null, VectorFormat.FLOAT, null, Map.of(), null);
        CompletableFuture<float @Nullable []> vector = new CompletableFuture<>();
        if (!work.offer(() -> vector.complete(asked(request)))) {
            return null;
        }
        plan.request().call().cancellation().onCancel(() -> vector.complete(null));
        try {
            return vector.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            giveUp.cancel();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            giveUp.cancel();
            return null;
        }
    }

    private float @Nullable [] asked(Request.Embedding request) {
        try {
            Outcome outcome = asker.ask(request);
            return outcome.served().answer() instanceof Answer.Embedded answer
                            && answer.embeddings().vectors().size() == 1
                    ? normalised(answer.embeddings().vectors().getFirst())
                    : null;
        } catch (RefusedException | IllegalArgumentException e) {
            // refused, or no numbers in Base64
            return null;
        }
    }

    /** Of length 1; null where that cannot be made of it. */
    private static float @Nullable [] normalised(Vector vector) {
        float[] numbers = vector.floats();
        double squares = 0;
        for (float each : numbers) {
            squares += (double) each * each;
        }
        if (!(squares > 0) || !Double.isFinite(squares)) {
            return null;
        }
        float[] unit = new float[numbers.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (numbers[i] / Math.sqrt(squares));
        }
        return unit;
    }
}
