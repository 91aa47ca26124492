package gateway.model;

/** Why an answer ended. */
public enum FinishReason {
    /** The model was done. */
    STOP,
    /** One of the client's stop sequences appeared. */
    STOP_SEQUENCE,
    /** The bound of output tokens, or the context window, was reached. */
    LENGTH,
    /** The call's soft deadline ended it: clients are told {@link #LENGTH}, and a mark tells the difference. */
    DEADLINE,
    /** The model waits for the results of its tool calls. */
    TOOL_CALLS,
    /** The provider's safety filters, or the model's refusal, ended it. */
    CONTENT_FILTER,
    /** Anything else, values unknown to us included. */
    OTHER
}
