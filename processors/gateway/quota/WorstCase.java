package gateway.quota;

import gateway.model.Deployment;
import gateway.model.Request;
import gateway.token.InputTokens;
import gateway.token.OutputBound;

/**
 * What calling a deployment may cost at most: the upper bound of the input at the dearest rate that input can have,
 * writing to a cache included, and the bound of the output at the dearest rate of output.
 *
 * @param request what is asked
 * @param input its tokens
 */
record WorstCase(Request request, InputTokens input) {
    /** In micro-USD, rounded up. */
    long microUsd(Deployment deployment) {
        return deployment.microUsdAtMost(input.upper(deployment), OutputBound.of(request, deployment));
    }

    /** Input and output. */
    long tokens(Deployment deployment) {
        return input.upper(deployment) + OutputBound.of(request, deployment);
    }
}
