package gateway.routing.feature;

import org.jspecify.annotations.Nullable;

/**
 * A text to learn from.
 *
 * @param task what it is; null if nobody knows
 * @param difficulty mean reward of the models less that of the set; NaN if nobody knows
 * @param weight how much it counts
 */
record TaskSample(String text, @Nullable Task task, double difficulty, double weight) {
    TaskSample(String text, Task task, double weight) {
        this(text, task, Double.NaN, weight);
    }

    TaskSample with(String other, double share) {
        return new TaskSample(other, task, difficulty, weight * share);
    }
}
