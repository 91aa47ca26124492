package gateway.mirror;

import gateway.Ticker;
import gateway.judge.Asker;
import gateway.judge.Envelopes;
import gateway.judge.Judge;
import gateway.judge.JudgeListener.Kind;
import gateway.judge.Sample;
import gateway.judge.SpareWork;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.mirror.MirrorListener.Result;
import gateway.mirror.MirrorListener.Side;
import gateway.model.Answer;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Completion;
import gateway.model.Mirroring;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.model.Request;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends copies of answered requests to other models, where their tenants want that. A copy is made once its caller has
 * the whole answer, so it delays nobody, and goes through the same chain as a request of that tenant's key: residency,
 * kill switches, guardrails and budgets hold for it, and what it costs is the tenant's. Its answer is compared by a
 * judge where the tenant wants that, and dropped. What is copied is the request as the guardrails have left it.
 * Thread-safe.
 */
public final class MirrorCalls implements EndListener {
    /** The ingress route of copies: records and kill switches know them by it. */
    public static final String ROUTE = "mirror";

    private final Asker asker;
    private final Envelopes envelopes;
    private final MirrorListener listener;
    private final Judge judge;
    private final DoubleSupplier dice;
    private final Ticker ticker;
    private final SpareWork work;

    /**
     * Takes what it works with.
     *
     * @param asker sends a copy through the chain
     * @param judge compares answers
     * @param dice from 0 to 1, 1 excluded
     * @param work bounds copies: beyond, none is made
     */
    public MirrorCalls(
            Asker asker,
            Envelopes envelopes,
            MirrorListener listener,
            Judge judge,
            DoubleSupplier dice,
            Ticker ticker,
            SpareWork work) {
        this.asker = asker;
        this.envelopes = envelopes;
        this.listener = listener;
        this.judge = judge;
        this.dice = dice;
        this.ticker = ticker;
        this.work = work;
    }

    @Override
    public void ended(Ended end) {
        if (!(end.outcome().request() instanceof Request.Chat request)
                || end.exit() != Ended.Exit.COMPLETE
                || end.isRecalled()
                || request.call().isOwn()) {
            return;
        }
        Sample sample = sample(end);
        String to = sample == null ? drawn(end, request.model()) : target(sample);
        if (to == null) {
            return;
        }
        Side served = new Side(
                end.outcome().served().deployment().model(),
                Duration.ofNanos(end.endNanos() - request.call().receivedNanos()),
                end.usage().outputTokens(),
                end.form().finish());
        if (!work.offer(request.call(), () -> mirror(request, to, served, sample, end))) {
            listener.mirrored(request.model(), to, Result.DROPPED);
            if (sample != null) {
                judge.dropped(sample, end);
            }
        }
    }

    /** What was drawn to be compared; an answer that is worth no comparison may be copied all the same. */
    private static @Nullable Sample sample(Ended end) {
        return end.outcome().decision().plan().sampled() instanceof Sample sample
                        && sample.rival() != null
                        && (sample.kind() == Kind.MIRROR || (sample.isJudged() && Judge.isWorth(end)))
                ? sample
                : null;
    }

    private static @Nullable String target(Sample sample) {
        return sample.rival() == null ? null : sample.rival().model();
    }

    /** The model that is sent a copy of what no judge is to compare; null = none. */
    private @Nullable String drawn(Ended end, String name) {
        Plan plan = end.outcome().decision().plan();
        Mirroring wanted = plan.tenant().routing().mirrors().get(name);
        if (wanted == null) {
            return null;
        }
        // those that a judge compares were drawn before: of the others so many that all copies come to the share
        double judged =
                wanted.judge() == null ? 0 : wanted.share() * wanted.judge().share();
        double left = judged >= 1 ? 0 : (wanted.share() - judged) / (1 - judged);
        return dice.getAsDouble() < left ? wanted.to() : null;
    }

    private void mirror(Request.Chat request, String to, Side served, @Nullable Sample sample, Ended end) {
        Request.Chat copy = copy(request, to);
        try {
            Outcome outcome = asker.ask(copy);
            listener.mirrored(request.model(), to, Result.ANSWERED);
            if (outcome.served().answer() instanceof Answer.Whole whole) {
                listener.compared(served, side(outcome, whole.completion(), copy.call()));
                if (sample != null && sample.isJudged() && Judge.isWorth(end)) {
                    judge.compare(sample, end, whole.completion());
                }
            }
        } catch (RefusedException e) {
            listener.mirrored(request.model(), to, Result.REFUSED);
        }
    }

    private Side side(Outcome outcome, Completion completion, Call call) {
        return new Side(
                outcome.served().deployment().model(),
                Duration.ofNanos(ticker.nanos() - call.receivedNanos()),
                completion.usage() == null ? 0 : completion.usage().outputTokens(),
                completion.finish());
    }

    /** Whole, so that nobody has to read a stream. */
    private Request.Chat copy(Request.Chat request, String model) {
        return new Request.Chat(
                envelopes.beside(request.call(), ROUTE, Cancellation.NEVER),
                model,
                request.messages(),
                request.tools(),
                request.toolChoice(),
                request.parallelToolCalls(),
                request.sampling(),
                request.stop(),
                request.format(),
                request.reasoning(),
                false,
                false,
                request.rest(),
                null,
                request.outputBound());
    }
}
