package gateway.routing.replay;

import gateway.model.Context;
import java.util.List;

/**
 * Requests whose outcome with every model is known.
 *
 * @param name of the set
 * @param models that could have served, in the order of all arrays
 * @param prices of the models
 * @param requests in the order in which they were recorded
 */
public record Problem(String name, List<String> models, List<PricePair> prices, List<Asked> requests) {
    public Problem {
        models = List.copyOf(models);
        prices = List.copyOf(prices);
        requests = List.copyOf(requests);
    }

    /**
     * What a model costs.
     *
     * @param inputUsd for a token of the prompt
     * @param outputUsd for a token of the answer
     */
    public record PricePair(double inputUsd, double outputUsd) {}

    /**
     * A request, and what each model makes of it.
     *
     * @param context what a router sees
     * @param inputTokens of the prompt
     * @param results by model
     */
    public record Asked(Context context, long inputTokens, List<Result> results) {
        public Asked {
            results = List.copyOf(results);
        }
    }

    /**
     * What a model makes of a request.
     *
     * @param reward how good its answer is, 0 to 1
     * @param usd what it costs
     * @param outputTokens how long it is
     */
    public record Result(double reward, double usd, long outputTokens) {}

    /** The largest of the models' mean costs, in USD: what counts as a cost of 1. */
    public double referenceUsd() {
        double largest = 0;
        for (int model = 0; model < models.size(); model++) {
            double sum = 0;
            for (Asked each : requests) {
                sum += each.results().get(model).usd();
            }
            largest = Math.max(largest, sum / requests.size());
        }
        return largest;
    }
}
