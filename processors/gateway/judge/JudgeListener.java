package gateway.judge;

import org.jspecify.annotations.Nullable;

/** Is told what judges say. Must not throw and not block. */
@FunctionalInterface
public interface JudgeListener {
    /** Which answers are judged. */
    enum Kind {
        /** The one that was served, and that of a mirror. */
        MIRROR,
        /** Those of two arms of an experiment. */
        EXPERIMENT,
        /** One alone, by a model that the router chose. */
        DECISION
    }

    /** What came of it, for one answer. */
    enum Result {
        BETTER,
        WORSE,
        SAME,
        /** There was no other one. */
        SCORED,
        /** The judge did not answer in the form that was asked for, or contradicted itself. */
        NONE,
        /**
         * The judge was not asked or did not answer: residency, a kill switch, a budget, a guardrail, all providers.
         */
        REFUSED,
        /** Too much was under way, or the answers are too long. */
        DROPPED
    }

    /**
     * Whose answer was judged.
     *
     * @param tenant its id
     * @param name what the client asked for
     * @param kind which answers are judged
     * @param arm {@code served} or {@code mirror}, an arm's name, or a model's id
     */
    record Arm(String tenant, String name, Kind kind, String arm) {}

    /**
     * An answer was judged, or could not be.
     *
     * @param score how good it is, 0 to 1; null where nothing was said
     */
    void judged(Arm arm, Result result, @Nullable Double score);
}
