package gateway.model;

import java.util.List;

/** What is to be embedded, in order: all of it texts, or all of it tokens of the model's own vocabulary. */
public sealed interface EmbeddingInput {
    /** How many vectors it becomes. */
    int size();

    /**
     * Texts.
     *
     * @param all at least one, none of them empty
     * @param decoded whether the client has sent tokens, of which these texts were read
     */
    record Texts(List<String> all, boolean decoded) implements EmbeddingInput {
        public Texts {
            all = List.copyOf(all);
        }

        /** Texts as a client sends them. */
        public Texts(List<String> all) {
            this(all, false);
        }

        @Override
        public int size() {
            return all.size();
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Texts[" + all.size() + "]";
        }
    }

    /**
     * Texts that the client has cut into tokens itself. They can be read where the model's vocabulary is known.
     *
     * @param all the tokens' numbers, at least one each; not to be changed
     */
    record Tokens(List<int[]> all) implements EmbeddingInput {
        public Tokens {
            all = List.copyOf(all);
        }

        @Override
        public int size() {
            return all.size();
        }

        /** All tokens together. */
        public long count() {
            return all.stream().mapToLong(each -> each.length).sum();
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Tokens[" + all.size() + "]";
        }
    }
}
