package gateway.routing;

/** Learns from how good answers were. Must not throw and not block. */
@FunctionalInterface
public interface Learner {
    /** Learns from one answer. */
    void learn(Lesson lesson);
}
