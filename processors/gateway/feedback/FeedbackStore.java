package gateway.feedback;

import java.util.Collection;
import java.util.Map;

/** Where feedback is kept, for as long as the records of the decisions that it is about. Calls block. Thread-safe. */
public interface FeedbackStore {
    /**
     * Keeps feedback, unless there is some for its decision already; also where several try so at once.
     *
     * @return whether it is kept
     * @throws gateway.control.StoreException if it cannot be written
     */
    boolean add(Feedback feedback);

    /**
     * The feedback for decisions, by the decisions' ids; those without any are left out.
     *
     * @throws gateway.control.StoreException if it cannot be read
     */
    Map<String, Feedback> find(Collection<String> decisions);
}
