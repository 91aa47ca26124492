package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a message. */
public sealed interface Part {
    /**
     * Plain text.
     *
     * @param text not empty where a provider forbids it; writers drop empty text
     * @param refusal whether its provider marks it as the model's refusal
     * @param logprobs an array with the log probability of each of its tokens, as OpenAI's chat completions have it;
     *     null where nobody asked for it, and once the text was changed
     */
    record Text(String text, boolean refusal, @Nullable Json logprobs) implements Part {
        /** What is said, and no more. */
        public Text(String text) {
            this(text, false, null);
        }

        /** Another text in its place. */
        public Text with(String other) {
            return new Text(other, refusal, null);
        }

        @Override
        public String toString() {
            return new Redacted(text).toString();
        }
    }

    /**
     * An image.
     *
     * @param media the picture
     * @param detail OpenAI's {@code detail}, if given
     */
    record Image(Media media, @Nullable String detail) implements Part {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Image[" + media + "]";
        }
    }

    /**
     * A document, such as a PDF.
     *
     * @param media the file
     * @param name its name, if given
     * @param cited whether the answer is to say where in it something stands
     */
    record Document(Media media, @Nullable String name, boolean cited) implements Part {
        /** One that need not be cited. */
        public Document(Media media, @Nullable String name) {
            this(media, name, false);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Document[" + media + ", " + Redacted.shown(name) + "]";
        }
    }

    /**
     * A call of a tool that the model asks for.
     *
     * @param id joins the call with its result; unique in a conversation
     * @param name the tool's name
     * @param arguments a JSON object
     * @param signature an opaque token of the provider that must come back unchanged (Gemini's thoughtSignature)
     */
    record ToolCall(
            String id,
            String name,
            Json arguments,
            @Nullable String signature) implements Part {
        /** Shows no content. */
        @Override
        public String toString() {
            return "ToolCall[" + Redacted.shown(name) + ", " + arguments + "]";
        }
    }

    /**
     * What a tool answered.
     *
     * @param callId the id of the call
     * @param name the tool's name, where the client gave it
     * @param content text, images or documents
     * @param error whether the tool failed
     */
    record ToolResult(String callId, @Nullable String name, List<Part> content, boolean error) implements Part {
        public ToolResult {
            content = List.copyOf(content);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "ToolResult[" + Redacted.shown(name) + ", " + content + ", error=" + error + "]";
        }
    }

    /**
     * The model's visible reasoning.
     *
     * @param text the reasoning
     * @param signature the provider's seal over it, which must come back unchanged
     */
    record Thinking(String text, @Nullable String signature) implements Part {
        @Override
        public String toString() {
            return new Redacted(text).toString();
        }
    }

    /**
     * Reasoning that the provider encrypted.
     *
     * @param data opaque, comes back unchanged
     */
    record RedactedThinking(String data) implements Part {
        @Override
        public String toString() {
            return new Redacted(data).toString();
        }
    }

    /**
     * Marks that everything before it may be cached by the provider.
     *
     * @param ttl {@code 5m} or {@code 1h}; null for the provider's default
     */
    record CachePoint(@Nullable String ttl) implements Part {
        /** Shows no content. */
        @Override
        public String toString() {
            return "CachePoint[" + Redacted.shown(ttl) + "]";
        }
    }

    /**
     * A part that only its own dialect knows.
     *
     * @param dialect the dialect that it came in
     * @param type what that dialect calls it
     * @param json the whole part
     */
    record Other(Dialect dialect, String type, Json json) implements Part {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Other[" + dialect + ", " + json + "]";
        }
    }
}
