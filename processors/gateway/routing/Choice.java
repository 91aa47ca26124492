package gateway.routing;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import java.util.List;

/**
 * Options in the order in which they are to be tried.
 *
 * @param context what was seen of the request
 * @param ranked the first one was drawn by its propensity, the others follow by utility
 * @param explored whether the first one is not the one that promised most
 */
public record Choice(Context context, List<Candidate> ranked, boolean explored) {
    public Choice {
        ranked = List.copyOf(ranked);
    }
}
