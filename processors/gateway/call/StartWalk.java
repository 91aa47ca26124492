package gateway.call;

import gateway.Stage;
import gateway.model.Decision;
import gateway.model.Request;
import java.util.List;

/** Begins the walk at the best deployment. */
public final class StartWalk implements Stage<Decision, Walk> {
    private final HedgeShares shares;

    /** Takes which calls may be hedged. */
    public StartWalk(HedgeShares shares) {
        this.shares = shares;
    }

    @Override
    public Walk apply(Decision decision) {
        Request request = decision.plan().request();
        boolean hedged = request.stream() && decision.ranked().size() > 1 && shares.has(request.model());
        return new Walk(decision, decision.ranked(), null, List.of(), null, hedged);
    }
}
