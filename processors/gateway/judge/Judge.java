package gateway.judge;

import gateway.Ticker;
import gateway.judge.JudgeListener.Arm;
import gateway.judge.JudgeListener.Result;
import gateway.metering.Ended;
import gateway.model.Answer;
import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Completion;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Judging;
import gateway.model.Outcome;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.routing.Learner;
import gateway.routing.Lesson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a tenant's judge which of two answers is better, or how good one is. The question is a request of that tenant's
 * key through the chain that all requests take: residency, kill switches, guardrails and budgets hold for it, and what
 * it costs is the tenant's. Which of two answers stands first is drawn, as models prefer a place (Zheng et al. 2023,
 * "Judging LLM-as-a-Judge", section 3.3). Nothing of what is judged is kept. Calls block. Thread-safe.
 */
public final class Judge {
    /** The ingress route of its questions: records and kill switches know them by it. */
    public static final String ROUTE = "judge";

    /** Half of what a person's word weighs. */
    static final double WEIGHT = 0.5;

    /** For the verdict, and for what a reasoning model thinks before it. */
    private static final int MOST_TOKENS = 2_000;

    private static final double HALF = 0.5;

    private final Asker asker;
    private final Envelopes envelopes;
    private final JudgeListener listener;
    private final Learner learner;
    private final DoubleSupplier dice;
    private final InstantSource clock;
    private final Ticker ticker;

    /**
     * Takes what it works with.
     *
     * @param asker sends a question through the chain
     * @param learner is given lessons, where tenants want that
     * @param dice from 0 to 1, 1 excluded
     * @param clock tells when requests came
     * @param ticker by which they were received
     */
    public Judge(
            Asker asker,
            Envelopes envelopes,
            JudgeListener listener,
            Learner learner,
            DoubleSupplier dice,
            InstantSource clock,
            Ticker ticker) {
        this.asker = asker;
        this.envelopes = envelopes;
        this.listener = listener;
        this.learner = learner;
        this.dice = dice;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Whether the end of a call leaves an answer that is worth judging: it was given whole, and by a model. */
    public static boolean isWorth(Ended end) {
        return end.exit() == Ended.Exit.COMPLETE
                && !end.isRecalled()
                && end.form().finish() != null
                && switch (end.form().finish()) {
                    case STOP, STOP_SEQUENCE, LENGTH, REFUSAL -> true;
                    case DEADLINE, TOOL_CALLS, CONTENT_FILTER, OTHER -> false;
                };
    }

    /** Compares an answer that was served with another one to the same request. */
    public void compare(Sample sample, Ended end, Completion other) {
        Sample.Rival rival = sample.rival();
        String served = sample.text();
        String copied = Questions.text(other);
        if (rival == null || served.isEmpty() || copied.isEmpty()) {
            return;
        }
        Judging rule = sample.rule();
        Request.Chat chat = end.outcome().chat();
        boolean swapped = dice.getAsDouble() < HALF;
        Questions.Question question = swapped
                ? Questions.pair(rule.rubric(), chat, copied, served)
                : Questions.pair(rule.rubric(), chat, served, copied);
        Said said = ask(rule, chat, question, true);
        Verdict verdict =
                said.verdict() == null ? null : swapped ? said.verdict().swapped() : said.verdict();
        tell(sample, end, sample.arm(), said.without(), verdict);
        tell(sample, end, rival.arm(), said.without(), verdict == null ? null : verdict.swapped());
        if (verdict != null) {
            learn(rule, end, end.outcome().served().deployment().model(), verdict.first());
            learn(rule, end, rival.model(), verdict.second());
        }
    }

    /** Says how good an answer is. */
    public void grade(Sample sample, Ended end) {
        Judging rule = sample.rule();
        Request.Chat chat = end.outcome().chat();
        Said said = ask(rule, chat, Questions.single(rule.rubric(), chat, sample.text()), false);
        Verdict verdict = said.verdict();
        listener.judged(
                arm(sample, end, sample.arm()),
                verdict == null ? said.without() : Result.SCORED,
                verdict == null ? null : verdict.first());
        if (verdict != null) {
            learn(rule, end, end.outcome().served().deployment().model(), verdict.first());
        }
    }

    /** Tells that nobody was asked, as too much was under way. */
    public void dropped(Sample sample, Ended end) {
        listener.judged(arm(sample, end, sample.arm()), Result.DROPPED, null);
    }

    /**
     * What a judge said.
     *
     * @param verdict null if there is none
     * @param without what came of it then
     */
    private record Said(@Nullable Verdict verdict, Result without) {}

    private Said ask(Judging rule, Request.Chat chat, Questions.@Nullable Question question, boolean pair) {
        if (question == null) {
            return new Said(null, Result.DROPPED);
        }
        Call call = envelopes.beside(chat.call(), ROUTE, Cancellation.NEVER);
        try {
            Outcome outcome = asker.ask(new Request.Chat(
                    call,
                    rule.model(),
                    question.messages(),
                    List.of(),
                    null,
                    null,
                    Sampling.DEFAULT.bounded(MOST_TOKENS),
                    List.of(),
                    question.format(),
                    null,
                    false,
                    false,
                    Map.of(),
                    null));
            Verdict verdict = outcome.served().answer() instanceof Answer.Whole whole
                    ? pair ? Verdict.ofPair(whole.completion()) : Verdict.ofOne(whole.completion())
                    : null;
            return new Said(verdict, Result.NONE);
        } catch (RefusedException e) {
            return new Said(null, Result.REFUSED);
        }
    }

    private void tell(Sample sample, Ended end, String arm, Result without, @Nullable Verdict verdict) {
        Result result = verdict == null
                ? without
                : switch (verdict.word()) {
                    case BETTER -> Result.BETTER;
                    case WORSE -> Result.WORSE;
                    case SAME -> Result.SAME;
                };
        listener.judged(arm(sample, end, arm), result, verdict == null ? null : verdict.first());
    }

    private static Arm arm(Sample sample, Ended end, String arm) {
        return new Arm(
                end.outcome().decision().plan().tenant().id(),
                end.outcome().request().model(),
                sample.kind(),
                arm);
    }

    private void learn(Judging rule, Ended end, String model, double score) {
        Decision decision = end.outcome().decision();
        Context context = decision.routing().context();
        if (rule.learns() && context.size() > 0) {
            long received = end.outcome().request().call().receivedNanos();
            Instant at = clock.instant().minusNanos(ticker.nanos() - received);
            learner.learn(new Lesson(model, context, score, WEIGHT, at));
        }
    }
}
