package gateway.guard;

import gateway.Stage;
import gateway.Ticker;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Screening;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * Looks through every text of a prompt before anybody else sees it: refuses attacks and what the policy forbids, and
 * puts placeholders or kinds in the place of personal data. A fault of its own refuses the request.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing has changed
public final class GuardInput implements Stage<Plan, Plan> {
    private static final String STAGE = "guard-input";

    /** From so many characters on a prompt is looked through on a thread of the platform: see DESIGN, threads. */
    private static final int LARGE = 64 * 1024;

    private final Supplier<LocalEngine> engine;
    private final RemoteChecks remote;
    private final GuardListener listener;
    private final Ticker ticker;
    private final ExecutorService large;

    /**
     * Takes what it looks by.
     *
     * @param engine may still be loading: then the first call waits for it
     * @param large looks through large prompts, on threads of the platform
     */
    public GuardInput(
            Supplier<LocalEngine> engine,
            RemoteChecks remote,
            GuardListener listener,
            Ticker ticker,
            ExecutorService large) {
        this.engine = engine;
        this.remote = remote;
        this.listener = listener;
        this.ticker = ticker;
        this.large = large;
    }

    @Override
    public Plan apply(Plan plan) {
        long begun = ticker.nanos();
        InputReview review = review(plan);
        listener.judged(true, ticker.nanos() - begun);
        tell(review);
        Plan noted = plan.noting(STAGE, review.note());
        if (!review.blocked().isEmpty()) {
            throw noted.refuse(new Refusal.Blocked(review.blocked()));
        }
        RemoteChecks.Checked checked = remote.input(noted, review.policy(), review.cleaned());
        if (checked.cleaned() != plan.request()) {
            // placeholders may be longer than what they stand for
            plan.reservation().changed(checked.cleaned());
        }
        return checked.plan()
                .screened(
                        checked.cleaned(),
                        new Screening(review.domain(), review.policy(), review.originals(), checked.pending()));
    }

    private InputReview review(Plan plan) {
        Request request = plan.request();
        List<Texts.Piece> pieces = Texts.of(request);
        if (pieces.stream().mapToLong(piece -> piece.text().length()).sum() < LARGE) {
            return new InputReview(engine.get(), request, pieces, plan.tenant());
        }
        try {
            return large.submit(() -> new InputReview(engine.get(), request, pieces, plan.tenant()))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Internal(), plan);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a large prompt could not be looked through", e.getCause());
        }
    }

    private void tell(InputReview review) {
        review.done()
                .forEach((action, kinds) -> kinds.forEach((kind, count) -> listener.found(kind, action, true, count)));
        review.suspicions().forEach(reason -> listener.blocked(reason, true));
    }
}
