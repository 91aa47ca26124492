package gateway.killswitch;

import gateway.Stage;
import gateway.model.Answer;
import gateway.model.Outcome;

/** Lets kill switches of mode cut end a stream as long as it runs. */
public final class ObeySwitches implements Stage<Outcome, Outcome> {
    private final ActiveCalls calls;

    /** Takes the calls that can be cut. */
    public ObeySwitches(ActiveCalls calls) {
        this.calls = calls;
    }

    @Override
    public Outcome apply(Outcome outcome) {
        return switch (outcome.served().answer()) {
            case Answer.Whole _, Answer.Embedded _ -> outcome;
            case Answer.Streamed streamed ->
                outcome.withAnswer(streamed.through(next -> calls.running(outcome, streamed.stream(), next)));
        };
    }
}
