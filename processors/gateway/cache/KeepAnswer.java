package gateway.cache;

import gateway.Stage;
import gateway.model.Answer;
import gateway.model.Keeper;
import gateway.model.Outcome;
import gateway.model.Recall;
import gateway.stream.CompletionCollector;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of what the provider answers, where the tenant wants answers to be kept. It is kept when the call has come
 * to a good end, behind the guardrails: {@link KeepAtEnd}.
 */
public final class KeepAnswer implements Stage<Outcome, Outcome> {
    private final int maxAnswer;

    /** Takes from how many bytes on an answer is too long to be kept. */
    public KeepAnswer(int maxAnswer) {
        this.maxAnswer = maxAnswer;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        Keeper keeper = keeper(outcome.decision().plan().recall());
        if (keeper == null) {
            return outcome;
        }
        return switch (outcome.served().answer()) {
            case Answer.Embedded _ -> outcome;
            case Answer.Whole whole -> {
                keeper.came(outcome.served(), whole.completion(), whole.original());
                yield outcome;
            }
            case Answer.Streamed streamed ->
                outcome.withAnswer(streamed.through(next -> new CompletionCollector(
                        maxAnswer / Character.BYTES,
                        completion -> keeper.came(outcome.served(), completion, null),
                        next)));
        };
    }

    static @Nullable Keeper keeper(Recall recall) {
        return switch (recall) {
            case Recall.Miss miss -> miss.keeper();
            case Recall.Bypass bypass -> bypass.keeper();
            case Recall.Hit _, Recall.Off _ -> null;
        };
    }
}
