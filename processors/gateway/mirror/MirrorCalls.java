package gateway.mirror;

import gateway.Ticker;
import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.mirror.MirrorListener.Result;
import gateway.mirror.MirrorListener.Side;
import gateway.model.Answer;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Completion;
import gateway.model.Freshness;
import gateway.model.Mirroring;
import gateway.model.OnBreak;
import gateway.model.Outcome;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Wishes;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Sends copies of answered requests to other models, where their tenants want that. A copy is made once its caller has
 * the whole answer, so it delays nobody, and goes through the same chain as a request of that tenant's key: residency,
 * kill switches, guardrails and budgets hold for it, and what it costs is the tenant's. Its answer is dropped. What is
 * copied is the request as the guardrails have left it. Thread-safe.
 */
public final class MirrorCalls implements EndListener {
    /** The ingress route of copies: records and kill switches know them by it. */
    public static final String ROUTE = "mirror";

    private final Asker asker;
    private final MirrorListener listener;
    private final DoubleSupplier dice;
    private final Ticker ticker;
    private final Executor blocking;
    private final Supplier<Executor> loops;
    private final Semaphore places;

    /**
     * Takes what it works with.
     *
     * @param asker sends a copy through the chain
     * @param dice from 0 to 1, 1 excluded
     * @param blocking runs copies
     * @param loops gives an event loop for each copy
     * @param most copies under way at once; others are not made
     */
    public MirrorCalls(
            Asker asker,
            MirrorListener listener,
            DoubleSupplier dice,
            Ticker ticker,
            Executor blocking,
            Supplier<Executor> loops,
            int most) {
        this.asker = asker;
        this.listener = listener;
        this.dice = dice;
        this.ticker = ticker;
        this.blocking = blocking;
        this.loops = loops;
        this.places = new Semaphore(most);
    }

    /** Sends a request through the chain. */
    @FunctionalInterface
    public interface Asker {
        /**
         * May block.
         *
         * @throws RefusedException if it is refused, which is settled and recorded by then
         */
        Outcome ask(Request.Chat copy);
    }

    @Override
    public void ended(Ended end) {
        if (!(end.outcome().request() instanceof Request.Chat request)) {
            return;
        }
        Mirroring wanted =
                end.outcome().decision().plan().tenant().routing().mirrors().get(request.model());
        if (wanted == null
                || end.exit() != Ended.Exit.COMPLETE
                || end.isRecalled()
                || request.call().route().equals(ROUTE)
                || dice.getAsDouble() >= wanted.share()) {
            return;
        }
        if (!places.tryAcquire()) {
            listener.mirrored(request.model(), wanted.to(), Result.DROPPED);
            return;
        }
        Side served = new Side(
                end.outcome().served().deployment().model(),
                Duration.ofNanos(end.endNanos() - request.call().receivedNanos()),
                end.usage().outputTokens(),
                end.form().finish());
        blocking.execute(() -> {
            try {
                mirror(request, wanted, served);
            } finally {
                places.release();
            }
        });
    }

    private void mirror(Request.Chat request, Mirroring wanted, Side served) {
        Request.Chat copy = copy(request, wanted.to());
        try {
            Outcome outcome = asker.ask(copy);
            listener.mirrored(request.model(), wanted.to(), Result.ANSWERED);
            if (outcome.served().answer() instanceof Answer.Whole whole) {
                listener.compared(served, side(outcome, whole.completion(), copy.call()));
            }
        } catch (RefusedException e) {
            listener.mirrored(request.model(), wanted.to(), Result.REFUSED);
        }
    }

    private Side side(Outcome outcome, Completion completion, Call call) {
        return new Side(
                outcome.served().deployment().model(),
                Duration.ofNanos(ticker.nanos() - call.receivedNanos()),
                completion.usage() == null ? 0 : completion.usage().outputTokens(),
                completion.finish());
    }

    /** Whole, so that nobody has to read a stream; of it, nothing is kept and nothing is given from what is kept. */
    private Request.Chat copy(Request.Chat request, String model) {
        Call call = request.call();
        Wishes wishes = call.wishes();
        Call envelope = new Call(
                call.id() + "-" + ROUTE,
                ROUTE,
                call.dialect(),
                ticker.nanos(),
                call.key(),
                new Wishes(
                        wishes.residency(),
                        wishes.domain(),
                        null,
                        null,
                        false,
                        OnBreak.ERROR,
                        null,
                        wishes.version(),
                        new Freshness(false, false, null)),
                loops.get(),
                Cancellation.NEVER);
        return new Request.Chat(
                envelope,
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
