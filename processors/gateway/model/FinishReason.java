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
    /** Safety filters ended it, the provider's or our own. */
    CONTENT_FILTER,
    /** The model was done, and has refused in words that its provider marks as a refusal (OpenAI). */
    REFUSAL,
    /** Anything else, values unknown to us included. */
    OTHER
}
