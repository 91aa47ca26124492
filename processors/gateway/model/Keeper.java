package gateway.model;

import org.jspecify.annotations.Nullable;

/** Keeps the answer of one request, once its call has come to a good end. Thread-safe; never blocks. */
public interface Keeper {
    /**
     * The provider's answer is complete, as it was before anybody has judged or changed it.
     *
     * @param served who answered
     * @param completion what
     * @param original its JSON as it came; null where there is none
     */
    void came(Attempt.Answered served, Completion completion, @Nullable Original original);

    /** The caller was given all of it: from now on it may be given again. */
    void keep();

    /** There will be no answer: it failed, was cut or refused. Does nothing once it is kept. */
    void giveUp();
}
