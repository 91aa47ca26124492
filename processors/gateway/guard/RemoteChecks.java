package gateway.guard;

import gateway.Ticker;
import gateway.guard.RemoteGuardrail.Direction;
import gateway.model.ContentSource;
import gateway.model.GuardPolicy;
import gateway.model.GuardPolicy.FailureMode;
import gateway.model.Guardrail;
import gateway.model.PendingVerdict;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.residency.ResidencyFilter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Has texts judged by the services that a policy names, and decides what their silence means. Thread-safe. */
@SuppressWarnings("ReferenceEquality") // the same object says that nothing has changed
public final class RemoteChecks {
    private static final String STAGE = "guard-input";

    private final RemoteGuardrail service;
    private final GuardListener listener;
    private final Ticker ticker;
    private final Executor beside;

    /**
     * Takes whom it asks.
     *
     * @param beside runs what waits for a verdict while the provider is called
     */
    public RemoteChecks(RemoteGuardrail service, GuardListener listener, Ticker ticker, Executor beside) {
        this.service = service;
        this.listener = listener;
        this.ticker = ticker;
        this.beside = beside;
    }

    /**
     * A prompt that was judged, or will be.
     *
     * @param cleaned as it may go
     * @param pending the verdict that is still to come
     */
    record Checked(Plan plan, Request cleaned, PendingVerdict pending) {}

    /**
     * Has a prompt judged.
     *
     * @throws gateway.model.RefusedException if it must not go
     */
    Checked input(Plan plan, GuardPolicy policy, Request cleaned) {
        Plan now = plan;
        Request text = cleaned;
        List<PendingVerdict> pending = new ArrayList<>();
        for (Guardrail guardrail : policy.guardrails()) {
            if (!guardrail.input()) {
                continue;
            }
            Request asked = text;
            List<String> texts = texts(asked);
            if (texts.isEmpty()) {
                continue;
            }
            if (guardrail.mode() == Guardrail.Mode.BESIDE) {
                pending.add(begin(plan, guardrail, policy, texts));
                continue;
            }
            RemoteVerdict verdict = judge(plan, guardrail, Direction.INPUT, texts);
            Refusal refusal = refusal(verdict, policy, "prompt");
            if (refusal != null) {
                throw now.refuse(refusal);
            }
            if (verdict instanceof RemoteVerdict.Masked masked) {
                text = masked(asked, masked.texts());
                now = now.noting(STAGE, "masked by guardrail " + guardrail.id());
            } else if (verdict instanceof RemoteVerdict.Failed failed) {
                now = now.noting(STAGE, "guardrail " + guardrail.id() + " failed: " + failed.code());
            }
        }
        return new Checked(now, text, all(pending));
    }

    private PendingVerdict begin(Plan plan, Guardrail guardrail, GuardPolicy policy, List<String> texts) {
        FutureTask<@Nullable Refusal> task = new FutureTask<>(() -> {
            RemoteVerdict verdict = judge(plan, guardrail, Direction.INPUT, texts);
            // the provider has seen it already: what should have been masked cannot be any more
            return verdict instanceof RemoteVerdict.Masked
                    ? new Refusal.Blocked(List.of("personal data found by a guardrail"))
                    : refusal(verdict, policy, "prompt");
        });
        beside.execute(task);
        return () -> {
            try {
                return task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Refusal.GuardrailUnavailable("interrupted");
            } catch (ExecutionException e) {
                return new Refusal.GuardrailUnavailable("a fault of the gateway");
            }
        };
    }

    private static PendingVerdict all(List<PendingVerdict> pending) {
        return pending.isEmpty()
                ? PendingVerdict.NONE
                : () -> {
                    for (PendingVerdict each : pending) {
                        Refusal refusal = each.await();
                        if (refusal != null) {
                            return refusal;
                        }
                    }
                    return null;
                };
    }

    /** What all guardrails together say of texts of an answer; a failure that the policy allows has passed. */
    RemoteVerdict output(Plan plan, List<String> texts) {
        GuardPolicy policy = plan.screening().policy();
        List<String> now = texts;
        for (Guardrail guardrail : policy.guardrails()) {
            if (!guardrail.output() || now.isEmpty()) {
                continue;
            }
            RemoteVerdict verdict = judge(plan, guardrail, Direction.OUTPUT, now);
            switch (verdict) {
                case RemoteVerdict.Passed passed -> {}
                case RemoteVerdict.Masked masked -> now = masked.texts();
                case RemoteVerdict.Blocked blocked -> {
                    return blocked;
                }
                case RemoteVerdict.Failed failed -> {
                    if (refusal(failed, policy, "answer") != null) {
                        return failed;
                    }
                }
            }
        }
        return now == texts ? new RemoteVerdict.Passed() : new RemoteVerdict.Masked(now);
    }

    /** Whether any service sees answers. */
    static boolean seesOutput(GuardPolicy policy) {
        for (Guardrail guardrail : policy.guardrails()) {
            if (guardrail.output()) {
                return true;
            }
        }
        return false;
    }

    private RemoteVerdict judge(Plan plan, Guardrail guardrail, Direction direction, List<String> texts) {
        if (ResidencyFilter.required(plan) == Residency.EU && guardrail.residency() != Residency.EU) {
            return new RemoteVerdict.Failed("not_in_the_eu", false);
        }
        long begun = ticker.nanos();
        RemoteVerdict verdict = service.judge(guardrail, direction, texts);
        listener.remote(
                switch (verdict) {
                    case RemoteVerdict.Passed passed -> "passed";
                    case RemoteVerdict.Masked masked -> "masked";
                    case RemoteVerdict.Blocked blocked -> "blocked";
                    case RemoteVerdict.Failed failed -> failed.code();
                },
                ticker.nanos() - begun);
        return verdict;
    }

    private static @Nullable Refusal refusal(RemoteVerdict verdict, GuardPolicy policy, String where) {
        return switch (verdict) {
            case RemoteVerdict.Blocked blocked ->
                new Refusal.Blocked(blocked.reasons().stream()
                        .map(reason -> reason + " in " + where)
                        .toList());
            case RemoteVerdict.Failed failed ->
                failed.open() && policy.failureMode() == FailureMode.LOCAL_ONLY
                        ? null
                        : new Refusal.GuardrailUnavailable(failed.code());
            case RemoteVerdict.Passed passed -> null;
            case RemoteVerdict.Masked masked -> null;
        };
    }

    /** What services are shown of a prompt: its texts, but not what the model has said itself. */
    private static List<String> texts(Request request) {
        return Texts.of(request).stream()
                .filter(piece -> !piece.json() && isShown(piece.source(), piece.text()))
                .map(Texts.Piece::text)
                .toList();
    }

    private static boolean isShown(ContentSource source, String text) {
        return source != ContentSource.ASSISTANT && source != ContentSource.TOOL_DEFINITION && !text.isBlank();
    }

    private static Request masked(Request request, List<String> texts) {
        Iterator<String> masked = texts.iterator();
        return Texts.map(request, new Texts.Visitor() {
            @Override
            public String text(ContentSource source, String text) {
                String next = isShown(source, text) ? masked.next() : text;
                return next.equals(text) ? text : next;
            }

            @Override
            public String json(ContentSource source, String json) {
                return json;
            }
        });
    }
}
