package gateway.call;

import gateway.Stage;
import gateway.model.Decision;
import java.util.List;

/** Begins the walk at the best deployment. */
public final class StartWalk implements Stage<Decision, Walk> {
    @Override
    public Walk apply(Decision decision) {
        return new Walk(decision, decision.ranked(), null, List.of());
    }
}
