package gateway.guard;

import gateway.Stage;
import gateway.Ticker;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Screening;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a provider answers before the caller gets it, and then puts the caller's own data back in the place of
 * placeholders. An answer that must not pass ends as the surface's own refusal, and is paid for.
 */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing has changed
public final class GuardOutput implements Stage<Outcome, Outcome> {
    private final Supplier<LocalEngine> engine;
    private final RemoteChecks remote;
    private final GuardListener listener;
    private final Ticker ticker;
    private final Executor blocking;

    /**
     * Takes what it judges by.
     *
     * @param engine may still be loading: then the first call waits for it
     * @param blocking runs what waits for a service while a stream goes on
     */
    public GuardOutput(
            Supplier<LocalEngine> engine,
            RemoteChecks remote,
            GuardListener listener,
            Ticker ticker,
            Executor blocking) {
        this.engine = engine;
        this.remote = remote;
        this.listener = listener;
        this.ticker = ticker;
        this.blocking = blocking;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        Plan plan = outcome.decision().plan();
        Screening screening = plan.screening();
        Refusal late = screening.verdict().await();
        if (late != null) {
            giveUp(outcome);
            throw new RefusedException(late, outcome.decision(), outcome.attempts());
        }
        AnswerRules rules =
                new AnswerRules(engine.get(), screening.policy(), new Restorer(screening.originals()), listener);
        return outcome.withAnswer(
                switch (outcome.served().answer()) {
                    case Answer.Whole whole -> whole(outcome, rules, whole);
                    // numbers are no text
                    case Answer.Embedded embedded -> embedded;
                    case Answer.Streamed streamed -> streamed(outcome, rules, streamed);
                });
    }

    private static void giveUp(Outcome outcome) {
        if (outcome.served().answer() instanceof Answer.Streamed streamed) {
            outcome.request().call().relay().execute(streamed.stream()::cancel);
        }
    }

    private Answer streamed(Outcome outcome, AnswerRules rules, Answer.Streamed streamed) {
        Plan plan = outcome.decision().plan();
        Answer.Streamed judged = streamed;
        if (RemoteChecks.seesOutput(rules.policy())) {
            judged = judged.through(next -> new RemotelyGuarded(
                    texts -> remote.output(plan, texts),
                    streamed.stream(),
                    outcome.request().call().relay(),
                    blocking,
                    next));
        }
        return judged.through(next -> new GuardedStream(rules, streamed.stream(), next));
    }

    private Answer whole(Outcome outcome, AnswerRules rules, Answer.Whole whole) {
        long begun = ticker.nanos();
        Completion completion = whole.completion();
        Redactor redactor = rules.redactor();
        List<Part> cleaned = new ArrayList<>(completion.content().size());
        String blocked = null;
        for (Part part : completion.content()) {
            Part clean = mapped(part, redactor::text, redactor::json);
            cleaned.add(clean);
            blocked = blocked == null ? against(rules, part) : blocked;
        }
        blocked = blocked == null ? AnswerRules.blocked(redactor) : blocked;
        rules.tell(redactor);
        listener.judged(false, ticker.nanos() - begun);
        if (blocked != null) {
            return refused(completion);
        }
        List<Part> judged = RemoteChecks.seesOutput(rules.policy()) ? remotely(outcome, cleaned) : cleaned;
        if (judged == null) {
            return refused(completion);
        }
        List<Part> restored = new ArrayList<>(judged.size());
        boolean same = true;
        for (int i = 0; i < judged.size(); i++) {
            Part part = restore(rules.restorer(), judged.get(i));
            same &= part == completion.content().get(i);
            restored.add(part);
        }
        return same ? whole : new Answer.Whole(with(completion, restored, completion.finish()), null);
    }

    private static @Nullable String against(AnswerRules rules, Part part) {
        String text = switch (part) {
            case Part.Text spoken -> spoken.text();
            case Part.Thinking thinking -> thinking.text();
            case Part.ToolCall call -> JsonStrings.plain(call.arguments().text());
            default -> "";
        };
        if (text.isBlank()) {
            return null;
        }
        String denied = rules.denied(text);
        if (denied != null || !rules.judgesToxicity()) {
            return denied;
        }
        return rules.isToxic(rules.engine().toxicity().score(text)) ? rules.toxic() : null;
    }

    /** The part with its text, or its JSON, as it may go on; the same part, if that is the same object. */
    private static Part mapped(Part part, UnaryOperator<String> text, UnaryOperator<String> json) {
        return switch (part) {
            case Part.Text spoken -> {
                String mapped = text.apply(spoken.text());
                yield mapped == spoken.text() ? part : spoken.with(mapped);
            }
            case Part.ToolCall call -> {
                String mapped = json.apply(call.arguments().text());
                yield mapped == call.arguments().text()
                        ? part
                        : new Part.ToolCall(call.id(), call.name(), new Json(mapped), call.signature());
            }
            case Part.Thinking thinking -> {
                String mapped = text.apply(thinking.text());
                yield mapped == thinking.text() ? part : new Part.Thinking(mapped, null);
            }
            default -> part;
        };
    }

    /** What services make of the answer's texts; null if it must not pass. */
    private @Nullable List<Part> remotely(Outcome outcome, List<Part> parts) {
        List<String> texts = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Text text && !text.text().isBlank()) {
                texts.add(text.text());
            }
        }
        return switch (texts.isEmpty()
                ? new RemoteVerdict.Passed()
                : remote.output(outcome.decision().plan(), texts)) {
            case RemoteVerdict.Passed passed -> parts;
            case RemoteVerdict.Masked masked -> masked(parts, masked.texts().iterator());
            case RemoteVerdict.Blocked blocked -> null;
            case RemoteVerdict.Failed failed ->
                throw new RefusedException(
                        new Refusal.GuardrailUnavailable(failed.code()), outcome.decision(), outcome.attempts());
        };
    }

    private static List<Part> masked(List<Part> parts, Iterator<String> masked) {
        List<Part> all = new ArrayList<>(parts.size());
        for (Part part : parts) {
            all.add(part instanceof Part.Text text && !text.text().isBlank() ? text.with(masked.next()) : part);
        }
        return all;
    }

    private static Part restore(Restorer restorer, Part part) {
        // under a seal it must come back as it was, and comes back with placeholders anyhow
        boolean sealed = part instanceof Part.Thinking thinking && thinking.signature() != null;
        return sealed
                ? part
                : mapped(part, text -> restorer.restore(text, false), json -> restorer.restore(json, true));
    }

    private static Answer.Whole refused(Completion completion) {
        return new Answer.Whole(with(completion, List.of(), FinishReason.CONTENT_FILTER), null);
    }

    private static Completion with(Completion completion, List<Part> content, FinishReason finish) {
        return new Completion(
                completion.id(), completion.model(), content, finish, completion.stopSequence(), completion.usage());
    }
}
