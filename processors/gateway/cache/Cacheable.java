package gateway.cache;

import gateway.model.Completion;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which requests can be answered from what is kept, and which answers are worth being kept. */
final class Cacheable {
    /** The model was done: what was cut, filtered, or waits for tools is no answer to be given again. */
    private static final Set<FinishReason> DONE = EnumSet.of(FinishReason.STOP, FinishReason.STOP_SEQUENCE);

    /** The answer depends on what the provider keeps of earlier calls. */
    private static final List<String> STATEFUL = List.of("previous_response_id", "conversation", "container");

    /** The provider looks things up, or runs something, while it answers. */
    private static final List<String> LIVE = List.of("tools", "web_search_options", "mcp_servers");

    /** The answer has more than text and thoughts. */
    private static final List<String> RICH = List.of("logprobs", "top_logprobs", "audio", "modalities");

    private static final Set<String> UNSET = Set.of("null", "false", "0", "[]", "[\"text\"]");

    private Cacheable() {}

    /** Why no kept answer can be the answer to a request, in a word; null if one can. */
    static @Nullable String against(Request.Chat chat) {
        if (chat.messages().isEmpty() || waitsForTools(chat.messages().getLast())) {
            return "tools";
        }
        Map<String, Json> rest = chat.rest();
        Json several = rest.get("n");
        if (several != null && !several.text().strip().equals("1") && isSet(several)) {
            return "several-answers";
        }
        if (has(rest, STATEFUL)) {
            return "stateful";
        }
        if (has(rest, LIVE)) {
            return "live-tools";
        }
        return has(rest, RICH) ? "form" : null;
    }

    /** Whether an answer can be given again. */
    static boolean isWhole(Completion completion) {
        return DONE.contains(completion.finish())
                && !completion.content().isEmpty()
                && completion.content().stream().allMatch(Cacheable::isKept);
    }

    static boolean isDone(@Nullable FinishReason finish) {
        return finish != null && DONE.contains(finish);
    }

    private static boolean isKept(Part part) {
        return part instanceof Part.Text || part instanceof Part.Thinking || part instanceof Part.RedactedThinking;
    }

    private static boolean waitsForTools(Message last) {
        return last.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
    }

    private static boolean has(Map<String, Json> rest, List<String> names) {
        return names.stream().anyMatch(name -> {
            Json value = rest.get(name);
            return value != null && isSet(value);
        });
    }

    private static boolean isSet(Json value) {
        return !UNSET.contains(value.text().replaceAll("\\s", ""));
    }
}
