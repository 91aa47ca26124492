package gateway.routing;

import gateway.model.Context;
import java.time.Instant;

/**
 * How good a model's answer to a request was.
 *
 * @param model the model's id
 * @param context what the router saw of the request
 * @param reward how good the answer was, 0 to 1
 * @param weight how much this says, (0, 1]: 1 for what a person or a judge has said
 * @param at when the request was made
 */
public record Lesson(String model, Context context, double reward, double weight, Instant at) {
    public Lesson {
        if (!(reward >= 0 && reward <= 1)) {
            throw new IllegalArgumentException("a reward is a number from 0 to 1");
        }
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("a weight is a number from 0 to 1, and not 0");
        }
    }
}
