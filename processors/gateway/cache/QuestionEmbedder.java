package gateway.cache;

import gateway.model.Plan;
import org.jspecify.annotations.Nullable;

/** Turns questions into vectors by a model that a tenant names. Thread-safe. */
@FunctionalInterface
public interface QuestionEmbedder {
    /**
     * The vector of a question.
     *
     * @param plan whose question it is: its tenant pays, and its residency holds
     * @param model id of an embedding model
     * @return of length 1; null if there is none in time, for whatever reason. Blocks.
     */
    float @Nullable [] embed(Plan plan, String model, String text);
}
