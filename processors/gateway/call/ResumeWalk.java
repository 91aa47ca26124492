package gateway.call;

import gateway.Stage;
import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.Deployment;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the walk up again behind the deployment whose answer broke off: those that have not had their turn come first,
 * the broken one last, since a lost connection may have been all that was wrong.
 */
public final class ResumeWalk implements Stage<BrokenOff, Walk> {
    @Override
    public Walk apply(BrokenOff broken) {
        Decision before = broken.outcome().decision();
        Decision decision =
                new Decision(broken.plan(), before.ranked(), before.policy(), before.propensity(), before.routing());
        Deployment last = broken.outcome().served().deployment();
        List<Deployment> left = new ArrayList<>(before.ranked());
        for (Attempt attempt : broken.attempts()) {
            left.remove(attempt.deployment());
        }
        left.add(last);
        return new Walk(decision, left, null, broken.attempts(), broken.soFar(), false);
    }
}
