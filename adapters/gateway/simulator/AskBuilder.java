package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.simulator.Ask.Cache;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;
import gateway.simulator.Ask.Tool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a dialect's reader finds in a request, turn by turn. */
final class AskBuilder {
    private static final int MOST_ANSWERS = 128;

    private final String model;
    private final boolean streamed;
    private final List<String> media = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();
    private final Set<String> calls = new HashSet<>();
    private final StringBuilder user = new StringBuilder();
    private final StringBuilder prefill = new StringBuilder();
    private final StringBuilder toolResult = new StringBuilder();
    private boolean usageWanted;
    private boolean hasToolResult;
    private boolean freshTurn;
    private boolean assistantTurn;
    /** What the assistant said right before this turn, and what it had been asked. */
    private String resumed = "";

    private String asked = "";
    private long chars;
    private long hash;
    private final List<Cache> caches = new ArrayList<>();
    private Choice choice = Choice.AUTO;
    private @Nullable JsonNode schema;
    private int maxTokens = Integer.MAX_VALUE;
    private Thinking thinking = Thinking.NONE;
    private int answers = 1;

    AskBuilder(String model, boolean streamed) {
        this.model = model;
        this.streamed = streamed;
    }

    void userTurn() {
        nextTurn(false);
        media.clear();
        freshTurn = true;
    }

    void assistantTurn() {
        nextTurn(true);
    }

    /** A turn that holds tool results only; several in a row are one answer. */
    void toolTurn() {
        prefill.setLength(0);
        assistantTurn = false;
    }

    private void nextTurn(boolean assistant) {
        if (!assistant) {
            resumed = prefill.toString();
            asked = user.toString();
        }
        toolResult.setLength(0);
        hasToolResult = false;
        prefill.setLength(0);
        assistantTurn = assistant;
        freshTurn = false;
    }

    /** Counts text that nobody says: system prompts, names of tools. */
    void aside(String text) {
        chars += text.length();
        hash = hash * 31 + text.hashCode();
    }

    void say(String text) {
        aside(text);
        if (assistantTurn) {
            prefill.append(text);
            return;
        }
        if (freshTurn) {
            user.setLength(0);
            freshTurn = false;
        } else if (!user.isEmpty()) {
            user.append(' ');
        }
        user.append(text);
    }

    void call(String id) {
        calls.add(id);
    }

    boolean knowsCall(String id) {
        return calls.contains(id);
    }

    void toolResult(String text) {
        aside(text);
        hasToolResult = true;
        if (!toolResult.isEmpty()) {
            toolResult.append(" and ");
        }
        toolResult.append(text);
    }

    void mediaBytes(String type, String base64) {
        int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
        media.add(type + ", " + (base64.length() * 3L / 4 - padding) + " bytes");
    }

    void mediaAt(String place) {
        media.add(place);
    }

    void tool(String name, JsonNode toolSchema) {
        aside(name);
        tools.add(new Tool(name, toolSchema.isMissingNode() ? JsonNodeFactory.instance.objectNode() : toolSchema));
    }

    void choice(Choice value) {
        choice = value;
    }

    void schema(JsonNode value) {
        schema = value;
    }

    void maxTokens(JsonNode value) {
        if (value.canConvertToInt()) {
            maxTokens = value.intValue();
        }
    }

    void stops(JsonNode value) {
        if (value.isTextual()) {
            stops.add(value.textValue());
        }
        for (JsonNode stop : value) {
            stops.add(stop.asText());
        }
    }

    void thinking(Thinking value) {
        thinking = value;
    }

    void answers(JsonNode value) {
        answers = Math.clamp(value.asInt(1), 1, MOST_ANSWERS);
    }

    void usageWanted(boolean value) {
        usageWanted = value;
    }

    /** Marks everything so far as worth caching. */
    void cacheMark() {
        caches.add(new Cache(model + ':' + hash + ':' + chars, tokens()));
    }

    Ask build() {
        stops.removeIf(String::isEmpty);
        String repeated = resumed.isEmpty() ? null : Resumption.repeated(user);
        return new Ask(
                model,
                streamed,
                usageWanted,
                Math.max(1, tokens()),
                caches,
                repeated == null ? user.toString() : asked,
                repeated == null ? prefill.toString() : resumed,
                repeated == null ? "" : repeated,
                hasToolResult ? toolResult.toString() : null,
                media,
                tools,
                choice,
                schema,
                maxTokens,
                stops,
                thinking,
                answers);
    }

    private int tokens() {
        return (int) Math.min(Integer.MAX_VALUE, (chars + 3) / 4);
    }
}
