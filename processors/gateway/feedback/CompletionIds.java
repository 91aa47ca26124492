package gateway.feedback;

import gateway.metering.Ended;
import gateway.model.Call;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells by which id a client knows an answer: its provider's, or the one that is made where the provider gave none. */
public final class CompletionIds {
    /** Longer ids are not kept. */
    public static final int LONGEST = 128;

    private static final Pattern KEPT_RESPONSE = Pattern.compile("(resp_.+)_[0-9a-f]{32}");

    private CompletionIds() {}

    /** The id of a call's answer as its client has seen it; null where it is none that can be kept. */
    public static @Nullable String of(Ended end) {
        Call asked = end.outcome().request().call();
        String id = asked.echo() == null ? end.form().id() : "resp_" + asked.id();
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

    /**
     * An id without what only its client may know: the end of a response's id, from which the key is derived that the
     * response is kept by.
     */
    public static String known(String id) {
        Matcher kept = KEPT_RESPONSE.matcher(id);
        return kept.matches() ? kept.group(1) : id;
    }

    /** Whether a text may be an id: 1 to {@value #LONGEST} visible characters of ASCII. */
    public static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }
}
