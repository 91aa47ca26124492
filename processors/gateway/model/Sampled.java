package gateway.model;

/** An answer that was drawn to be judged, once its call has come to a good end. Thread-safe; never blocks. */
public interface Sampled {
    /** The provider's answer is complete, as it was before placeholders were replaced. */
    void came(Completion completion);
}
