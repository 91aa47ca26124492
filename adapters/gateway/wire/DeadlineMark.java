package gateway.wire;

/**
 * Tells that an answer ends with {@code length} or {@code max_tokens} since its call's soft deadline has passed, and
 * not for the bound of its tokens: a field beside those of the event that tells the reason.
 */
public final class DeadlineMark {
    /** The field's name. */
    public static final String NAME = "serai";

    /** The name in it, and what it says. */
    public static final String KEY = "finish";

    /** See {@link #KEY}. */
    public static final String VALUE = "deadline";

    /** The whole field, behind others. */
    public static final String FIELD = ",\"" + NAME + "\":{\"" + KEY + "\":\"" + VALUE + "\"}";

    private DeadlineMark() {}
}
