package gateway.feedback;

import gateway.metering.Ended;
import gateway.model.Call;
import gateway.model.Echo;
import org.jspecify.annotations.Nullable;

/** Tells by which id a client knows an answer: its provider's, or the one that is made where the provider gave none. */
public final class CompletionIds {
    /** Longer ids are not kept. */
    public static final int LONGEST = 128;

    private CompletionIds() {}

    /** The id of a call's answer as its client has seen it; null where it is none that can be kept. */
    public static @Nullable String of(Ended end) {
        Echo echo = end.outcome().request().call().echo();
        String id = echo == null ? end.form().id() : echo.id();
        if (id.isEmpty()) {
            Call call = end.outcome().request().call();
            return switch (call.dialect()) {
                case OPENAI -> "chatcmpl-" + call.id();
                case ANTHROPIC -> "msg_" + call.id();
                // no client speaks these
                case GEMINI, BEDROCK -> null;
            };
        }
        return isId(id) ? id : null;
    }

    /** Whether a text may be an id: 1 to {@value #LONGEST} visible characters of ASCII. */
    public static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }
}
