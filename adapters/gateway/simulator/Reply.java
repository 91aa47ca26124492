package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Redacted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answers, in no dialect's form.
 *
 * @param parts in the order in which they are sent
 * @param finish why it ends
 * @param stop the stop string that ended it, null if none did
 * @param tokens what it cost
 */
record Reply(List<Part> parts, Finish finish, @Nullable String stop, Tokens tokens) {
    Reply {
        parts = List.copyOf(parts);
    }

    /** Why an answer ends. */
    enum Finish {
        STOP,
        STOP_STRING,
        LENGTH,
        TOOLS
    }

    /**
     * What an answer cost, in tokens.
     *
     * @param input tokens of the prompt that the cache has nothing to do with
     * @param cacheRead tokens of the prompt found in the cache
     * @param cacheWrite tokens of the prompt put into the cache
     * @param visible tokens of the answer that the client sees
     * @param thought tokens of thinking
     */
    record Tokens(int input, int cacheRead, int cacheWrite, int visible, int thought) {
        int prompt() {
            return input + cacheRead + cacheWrite;
        }

        int output() {
            return visible + thought;
        }

        int total() {
            return prompt() + output();
        }
    }

    /** A part of an answer. */
    sealed interface Part {
        /** What is streamed, piece by piece. */
        List<String> pieces();

        default String joined() {
            return String.join("", pieces());
        }
    }

    /**
     * Thinking that is shown.
     *
     * @param pieces its words
     * @param signature must come back unchanged
     */
    record Thought(List<String> pieces, String signature) implements Part {
        Thought {
            pieces = List.copyOf(pieces);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Thought[pieces=" + pieces.size() + "]";
        }
    }

    /**
     * Text of the answer.
     *
     * @param pieces its words
     */
    record Text(List<String> pieces) implements Part {
        Text {
            pieces = List.copyOf(pieces);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Text[pieces=" + pieces.size() + "]";
        }
    }

    /**
     * A call of a tool.
     *
     * @param id made up by the provider
     * @param name of the tool
     * @param arguments fit its schema
     * @param pieces the arguments' JSON text
     */
    record Call(String id, String name, JsonNode arguments, List<String> pieces) implements Part {
        Call {
            pieces = List.copyOf(pieces);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Call[" + Redacted.shown(name) + "]";
        }
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Reply[" + parts + ", " + finish + ", " + tokens + "]";
    }
}
