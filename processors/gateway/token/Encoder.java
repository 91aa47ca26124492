package gateway.token;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** OpenAI's own tokenizers, each of which is there once it was loaded. Thread-safe. */
final class Encoder {
    private final EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
    private final Set<Tokenizer> wanted = ConcurrentHashMap.newKeySet();
    private volatile Map<Tokenizer, Encoding> loaded = Map.of();
    private @Nullable Vocabulary vocabulary;

    /** Whether one is there; if we have it but it was not loaded, that is done in the background. */
    boolean isThere(Tokenizer tokenizer) {
        if (loaded.containsKey(tokenizer)) {
            return true;
        }
        if (type(tokenizer) != null && wanted.add(tokenizer)) {
            Thread.ofPlatform().name("tokenizer").daemon().start(() -> load(tokenizer));
        }
        return false;
    }

    /** Loads one, which takes most of a second and 30 MB for the larger; nothing for those that we have not. */
    synchronized void load(Tokenizer tokenizer) {
        @Nullable EncodingType type = type(tokenizer);
        if (type == null || loaded.containsKey(tokenizer)) {
            return;
        }
        Map<Tokenizer, Encoding> more = new EnumMap<>(Tokenizer.class);
        more.putAll(loaded);
        more.put(tokenizer, registry.getEncoding(type));
        loaded = more;
    }

    /** The exact tokens of texts; null while the tokenizer is not there. */
    @Nullable Long count(Tokenizer tokenizer, List<String> texts) {
        Encoding encoding = loaded.get(tokenizer);
        if (encoding == null) {
            return null;
        }
        long tokens = 0;
        for (String text : texts) {
            tokens += encoding.countTokensOrdinary(text);
        }
        return tokens;
    }

    /** What OpenAI's tokens stand for; the first time this loads the tokenizer, which blocks. */
    synchronized Vocabulary cl100k() {
        Vocabulary known = vocabulary;
        if (known == null) {
            load(Tokenizer.CL100K);
            known = Vocabulary.cl100k(Objects.requireNonNull(loaded.get(Tokenizer.CL100K)));
            vocabulary = known;
        }
        return known;
    }

    private static @Nullable EncodingType type(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case O200K -> EncodingType.O200K_BASE;
            case CL100K -> EncodingType.CL100K_BASE;
            case OTHER, CLAUDE_NEW -> null;
        };
    }
}
