package gateway.feedback;

/** Is told what feedback came, and what was seen of answers. Must not throw and not block. Thread-safe. */
public interface FeedbackListener {
    /**
     * Feedback came.
     *
     * @param result {@code accepted}, or the code with which it was refused
     */
    void came(String result);

    /** Something was seen of an answer. */
    void seen(Signal signal);
}
