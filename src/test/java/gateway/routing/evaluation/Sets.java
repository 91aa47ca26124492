package gateway.routing.evaluation;

import gateway.model.Context;
import gateway.routing.replay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Data sets of made-up outcomes. */
public final class Sets {
    private Sets() {}

    /** Two kinds of requests; each model is good at one, and the dear one is better at both. */
    public static Problem problem(String name, int rows) {
        Random random = new Random(7);
        List<Problem.Asked> asked = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double kind = i % 2 == 0 ? 1 : -1;
            double hard = random.nextDouble();
            asked.add(new Problem.Asked(
                    new Context("f1", new double[] {1, kind, hard}),
                    100,
                    List.of(
                            result(random.nextDouble() < (kind > 0 ? 0.8 : 0.3), 0.0002, 100),
                            result(random.nextDouble() < (kind > 0 ? 0.3 : 0.8), 0.0004, 200),
                            result(random.nextDouble() < 0.85, 0.004, 400))));
        }
        return new Problem(
                name,
                List.of("house/left", "house/right", "house/dear"),
                List.of(
                        new Problem.PricePair(1e-6, 1e-6),
                        new Problem.PricePair(1e-6, 1.5e-6),
                        new Problem.PricePair(1e-5, 7.5e-6)),
                asked);
    }

    private static Problem.Result result(boolean good, double usd, long tokens) {
        return new Problem.Result(good ? 1 : 0, usd, tokens);
    }
}
