package gateway.model;

import org.jspecify.annotations.Nullable;

/** A piece of a streamed answer. Tool calls are told apart by an index that counts from 0 within the answer. */
public sealed interface Chunk {
    /** Whether the piece shows that the model is answering, so that it ends the wait for the first token. */
    default boolean semantic() {
        return true;
    }

    /**
     * The stream has begun.
     *
     * @param id the provider's id of the answer; empty where it gave none
     * @param model what the provider says answers; empty where it does not say
     */
    record Started(String id, String model) implements Chunk {
        @Override
        public boolean semantic() {
            return false;
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Started[" + Redacted.shown(id) + ", " + Redacted.shown(model) + "]";
        }
    }

    /**
     * More text.
     *
     * @param text any length, whitespace alone included
     * @param refusal whether its provider marks it as the model's refusal
     * @param logprobs as in {@link Part.Text}
     */
    record TextDelta(String text, boolean refusal, @Nullable Json logprobs) implements Chunk {
        /** What is said, and no more. */
        public TextDelta(String text) {
            this(text, false, null);
        }

        /** Another text in its place. */
        public TextDelta with(String other) {
            return new TextDelta(other, refusal, null);
        }

        @Override
        public String toString() {
            return new Redacted(text).toString();
        }
    }

    /**
     * More reasoning.
     *
     * @param text any length
     */
    record ThinkingDelta(String text) implements Chunk {
        @Override
        public String toString() {
            return new Redacted(text).toString();
        }
    }

    /**
     * The seal over the reasoning so far, which ends that block of reasoning.
     *
     * @param signature opaque
     */
    record ThinkingSignature(String signature) implements Chunk {
        /** Shows no content. */
        @Override
        public String toString() {
            return Redacted.shown(signature);
        }
    }

    /**
     * A whole block of encrypted reasoning.
     *
     * @param data opaque
     */
    record RedactedThinkingBlock(String data) implements Chunk {
        /** Shows no content. */
        @Override
        public String toString() {
            return Redacted.shown(data);
        }
    }

    /**
     * A tool call has begun.
     *
     * @param index which call
     * @param id joins the call with its result
     * @param name the tool
     * @param signature an opaque token of the provider, if any
     */
    record ToolCallStarted(
            int index, String id, String name, @Nullable String signature) implements Chunk {
        /** Shows no content. */
        @Override
        public String toString() {
            return "ToolCallStarted[" + index + ", " + Redacted.shown(name) + "]";
        }
    }

    /**
     * More of a tool call's arguments.
     *
     * @param index which call
     * @param fragment a piece of JSON text; all pieces together are one object, or empty for {@code {}}
     */
    record ToolCallArguments(int index, String fragment) implements Chunk {
        @Override
        public String toString() {
            return new Redacted(fragment).toString();
        }
    }

    /**
     * The model has ended its answer; usage may still follow.
     *
     * @param reason why
     * @param stopSequence which stop sequence appeared, where the provider tells
     */
    record Finished(FinishReason reason, @Nullable String stopSequence) implements Chunk {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Finished[" + reason + ", " + Redacted.shown(stopSequence) + "]";
        }
    }

    /**
     * Usage so far; a later one replaces an earlier one.
     *
     * @param usage cumulative
     */
    record UsageSeen(Usage usage) implements Chunk {
        @Override
        public boolean semantic() {
            return false;
        }
    }

    /**
     * The answer has broken off at its deployment; what follows, if anything, is another one's.
     *
     * @param outcome what is known of the call now: the attempts that were made meanwhile are among its attempts
     * @param goesOn whether another deployment goes on; otherwise the answer ends here
     */
    record Handover(Outcome outcome, boolean goesOn) implements Chunk {
        @Override
        public boolean semantic() {
            return false;
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Handover[" + outcome.served().deployment().id() + ", " + goesOn + "]";
        }
    }

    /** The provider's own end mark: everything after it is noise. */
    record Done() implements Chunk {
        @Override
        public boolean semantic() {
            return false;
        }
    }
}
