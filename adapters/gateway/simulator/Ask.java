package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Redacted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked, in no dialect's form.
 *
 * @param model as the request names it
 * @param streamed whether the answer is wanted piece by piece
 * @param usageWanted whether a stream ends with the usage, where the dialect leaves the choice
 * @param inputTokens a quarter of all characters, rounded up
 * @param caches what may be cached, the shortest first
 * @param userText text of the last user turn that has any
 * @param prefill text of the assistant with which the request ends, or empty
 * @param repeated what the continuation is to begin with, or empty
 * @param toolResult what the tools answered in the last turn, null if it has no tool result
 * @param media what else was sent, in words
 * @param tools the tools offered
 * @param choice whether they may or must be called
 * @param schema the JSON schema of the answer, null for plain text
 * @param maxTokens most tokens of the answer
 * @param stops strings before which the answer ends
 * @param thinking whether the model thinks first
 * @param answers how many are wanted of the same prompt
 */
record Ask(
        String model,
        boolean streamed,
        boolean usageWanted,
        int inputTokens,
        List<Cache> caches,
        String userText,
        String prefill,
        String repeated,
        @Nullable String toolResult,
        List<String> media,
        List<Tool> tools,
        Choice choice,
        @Nullable JsonNode schema,
        int maxTokens,
        List<String> stops,
        Thinking thinking,
        int answers) {
    Ask {
        caches = List.copyOf(caches);
        media = List.copyOf(media);
        tools = List.copyOf(tools);
        stops = List.copyOf(stops);
    }

    /**
     * A tool that may be called.
     *
     * @param name its name
     * @param schema JSON schema of its arguments
     */
    record Tool(String name, JsonNode schema) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Tool[" + Redacted.shown(name) + "]";
        }
    }

    /**
     * Whether tools may be called.
     *
     * @param mode how binding it is
     * @param name the tool that must be called, null for any
     * @param parallel whether several calls may be made at once
     */
    record Choice(Mode mode, @Nullable String name, boolean parallel) {
        static final Choice AUTO = new Choice(Mode.AUTO, null, true);
        static final Choice NONE = new Choice(Mode.NONE, null, true);
        static final Choice ANY = new Choice(Mode.ANY, null, true);

        static Choice named(String name) {
            return new Choice(Mode.ANY, name, true);
        }

        Choice oneAtATime() {
            return new Choice(mode, name, false);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Choice[" + mode + ", parallel=" + parallel + "]";
        }
    }

    /** How binding a tool choice is. */
    enum Mode {
        AUTO,
        NONE,
        ANY
    }

    /** Whether the model thinks, and whether that is seen. */
    enum Thinking {
        NONE,
        HIDDEN,
        SHOWN
    }

    /**
     * A beginning of the prompt that may be cached.
     *
     * @param key the same for the same beginning
     * @param tokens its length
     */
    record Cache(String key, int tokens) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Cache[" + tokens + "]";
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Ask[" + Redacted.shown(userText) + ", inputTokens=" + inputTokens + "]";
    }
}
