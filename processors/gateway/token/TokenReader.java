package gateway.token;

import gateway.model.Deployment;
import gateway.model.EmbeddingInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what clients have cut into tokens, where the vocabulary is known for certain: OpenAI's models that make vectors
 * have cl100k_base (<a href="https://github.com/openai/tiktoken">tiktoken</a>, {@code model.py}). Thread-safe.
 */
public final class TokenReader {
    private final Encoder encoder;

    TokenReader(Encoder encoder) {
        this.encoder = encoder;
    }

    /**
     * The texts that tokens stand for. A character of which only a part is there, as where a client cuts at a number of
     * tokens, is a replacement character. The first time this blocks for up to a second, as the vocabulary is loaded.
     *
     * @param candidates the deployments that may be asked, at least one
     * @return null where the vocabulary of one of them is not known
     * @throws IllegalArgumentException if the vocabulary has no such token
     */
    public EmbeddingInput.@Nullable Texts texts(EmbeddingInput.Tokens tokens, List<Deployment> candidates) {
        for (Deployment candidate : candidates) {
            if (!Tokenizer.readsCl100k(candidate)) {
                return null;
            }
        }
        Vocabulary vocabulary = encoder.cl100k();
        List<String> texts = new ArrayList<>(tokens.size());
        for (int[] each : tokens.all()) {
            texts.add(vocabulary.text(each));
        }
        return new EmbeddingInput.Texts(texts, true);
    }
}
