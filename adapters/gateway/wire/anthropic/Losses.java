package gateway.wire.anthropic;

import gateway.model.Dialect;
import gateway.wire.LostFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a client's request that could not be carried over, by the names that they have in its dialect. */
final class Losses {
    private static final Map<String, String> ANTHROPIC_NAMES = Map.of(
            "stop", "stop_sequences",
            "reasoning_effort", "thinking",
            "response_format", "output_config",
            "parallel_tool_calls", "tool_choice");

    private final Dialect client;
    private final Set<String> names = new LinkedHashSet<>();

    Losses(Dialect client) {
        this.client = client;
    }

    /**
     * Notes a field.
     *
     * @param name as OpenAI calls it
     */
    void add(String name) {
        names.add(LostFields.plain(client == Dialect.ANTHROPIC ? ANTHROPIC_NAMES.getOrDefault(name, name) : name));
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
