package gateway.guard;

import gateway.Stage;
import gateway.Ticker;
import gateway.model.ContentSource;
import gateway.model.EmbeddingInput;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Screening;
import gateway.token.TokenReader;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks through every text of a prompt before anybody else sees it: refuses attacks and what the policy forbids, and
 * puts placeholders or kinds in the place of personal data. Tokens are read before, and go on as texts where something
 * must change in them; those that cannot be read are refused where a policy would look at them. A fault of its own
 * refuses the request.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing has changed
public final class GuardInput implements Stage<Plan, Plan> {
    private static final String STAGE = "guard-input";

    /** From so many characters on a prompt is looked through on a thread of the platform: see DESIGN, threads. */
    private static final int LARGE = 64 * 1024;
    /** As many tokens, of about four characters each. */
    private static final int LARGE_TOKENS = LARGE / 4;

    private final Supplier<LocalEngine> engine;
    private final RemoteChecks remote;
    private final GuardListener listener;
    private final Ticker ticker;
    private final ExecutorService large;
    private final TokenReader tokens;

    /**
     * Takes what it looks by.
     *
     * @param engine may still be loading: then the first call waits for it
     * @param large looks through large prompts, on threads of the platform
     * @param tokens reads what clients have cut into tokens
     */
    public GuardInput(
            Supplier<LocalEngine> engine,
            RemoteChecks remote,
            GuardListener listener,
            Ticker ticker,
            ExecutorService large,
            TokenReader tokens) {
        this.engine = engine;
        this.remote = remote;
        this.listener = listener;
        this.ticker = ticker;
        this.large = large;
        this.tokens = tokens;
    }

    @Override
    public Plan apply(Plan plan) {
        long begun = ticker.nanos();
        Request readable = readable(plan);
        InputReview review = review(plan, readable);
        listener.judged(true, ticker.nanos() - begun);
        tell(review);
        Plan noted = plan.noting(STAGE, review.note());
        if (!review.blocked().isEmpty()) {
            throw noted.refuse(new Refusal.Blocked(review.blocked()));
        }
        RemoteChecks.Checked checked = remote.input(noted, review.policy(), review.cleaned());
        // tokens in which nothing was found go on as they came
        Request cleaned = checked.cleaned() == readable ? plan.request() : checked.cleaned();
        if (cleaned != plan.request()) {
            // placeholders may be longer than what they stand for
            plan.reservation().changed(cleaned);
        }
        return checked.plan()
                .screened(
                        cleaned,
                        new Screening(review.domain(), review.policy(), review.originals(), checked.pending()));
    }

    /** The request with texts in place of tokens; itself, where it has none, or where no policy looks at them. */
    private Request readable(Plan plan) {
        if (!(plan.request() instanceof Request.Embedding embedding)
                || !(embedding.input() instanceof EmbeddingInput.Tokens given)) {
            return plan.request();
        }
        if (!PolicyChoice.unread(embedding, plan.tenant()).policy().looksAt(ContentSource.USER)) {
            return embedding;
        }
        EmbeddingInput.Texts texts;
        try {
            texts = looked(plan, given.count() >= LARGE_TOKENS, () -> tokens.texts(given, plan.candidates()));
        } catch (IllegalArgumentException e) {
            throw plan.refuse(new Refusal.Malformed(
                    "'input' has a token that the vocabulary of this model does not have: send texts", "input"));
        }
        if (texts == null) {
            throw plan.refuse(new Refusal.UnsupportedFeature(
                    "'input' has tokens, which the guardrails cannot read for this model: send texts", "input"));
        }
        return embedding.rewritten(texts, embedding.rest());
    }

    private InputReview review(Plan plan, Request request) {
        List<Texts.Piece> pieces = Texts.of(request);
        long characters =
                pieces.stream().mapToLong(piece -> piece.text().length()).sum();
        return Objects.requireNonNull(
                looked(plan, characters >= LARGE, () -> new InputReview(engine.get(), request, pieces, plan.tenant())));
    }

    private <T extends @Nullable Object> T looked(Plan plan, boolean isLarge, Supplier<T> look) {
        if (!isLarge) {
            return look.get();
        }
        try {
            return large.submit(look::get).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(new Refusal.Internal(), plan);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException wrong) {
                throw wrong;
            }
            throw new IllegalStateException("a large prompt could not be looked through", e.getCause());
        }
    }

    private void tell(InputReview review) {
        review.done()
                .forEach((action, kinds) -> kinds.forEach((kind, count) -> listener.found(kind, action, true, count)));
        review.suspicions().forEach(reason -> listener.blocked(reason, true));
    }
}
