package gateway.guard;

import java.util.List;

/** What a service says of texts. Its own words about personal data never get here. */
public sealed interface RemoteVerdict {
    /** All may pass as they are. */
    record Passed() implements RemoteVerdict {}

    /**
     * They may pass in another form.
     *
     * @param texts in their order, with what was personal taken out
     */
    record Masked(List<String> texts) implements RemoteVerdict {
        public Masked {
            texts = List.copyOf(texts);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Masked[texts=" + texts.size() + "]";
        }
    }

    /**
     * They must not pass.
     *
     * @param reasons kinds of what was found, such as {@code PROMPT_ATTACK}
     */
    record Blocked(List<String> reasons) implements RemoteVerdict {
        public Blocked {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * It could not judge.
     *
     * @param code why, such as {@code timeout}, {@code throttled} or {@code access_denied}
     * @param open whether a policy may go on without it; a wrong credential or an unknown guardrail never is
     */
    record Failed(String code, boolean open) implements RemoteVerdict {}
}
