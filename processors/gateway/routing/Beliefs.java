package gateway.routing;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What is believed of all models at one moment. Thread-safe. */
final class Beliefs {
    private final Map<String, Belief> tried;
    private final Set<String> onProbation;
    private final Map<String, Belief> untried;
    private final Function<String, Belief> prior;

    /**
     * Takes what there is.
     *
     * @param tried beliefs of models of which something was learnt
     * @param onProbation models that have become worse lately
     * @param untried where beliefs of all others are kept once they were worked out; thread-safe
     * @param prior belief of any other model
     */
    Beliefs(
            Map<String, Belief> tried,
            Set<String> onProbation,
            Map<String, Belief> untried,
            Function<String, Belief> prior) {
        this.tried = Map.copyOf(tried);
        this.onProbation = Set.copyOf(onProbation);
        this.untried = untried;
        this.prior = prior;
    }

    Belief of(String model) {
        Belief known = tried.get(model);
        return known != null ? known : untried.computeIfAbsent(model, prior);
    }

    boolean isOnProbation(String model) {
        return onProbation.contains(model);
    }
}
