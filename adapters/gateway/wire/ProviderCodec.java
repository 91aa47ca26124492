package gateway.wire;

import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Redacted;
import gateway.model.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A dialect as we speak it to providers over HTTP. Thread-safe. */
public interface ProviderCodec {
    /**
     * Writes a request.
     *
     * @param chat what is asked; its original goes through untouched but for the model's name, where it is in this
     *     dialect
     * @param deployment where it goes
     * @throws gateway.model.RefusedException with {@code UnsupportedFeature}, if the dialect cannot carry what is
     *     essential, such as an image by URL where only bytes are taken
     */
    Encoded encode(Request.Chat chat, Deployment deployment);

    /**
     * Reads a whole answer.
     *
     * @param body of a response with status 200
     * @throws gateway.model.FailedException if it is no answer: garbage, or an error in spite of its status
     */
    Completion decode(byte[] body);

    /** How the dialect asks a deployment for vectors; null if it has no way to. */
    default @Nullable EmbeddingCodec embeddings(Deployment deployment) {
        return null;
    }

    /** How the dialect asks a deployment for the number of a request's tokens; null if it has no way to. */
    default @Nullable TokenCounting counting(Request.Chat chat, Deployment deployment) {
        return null;
    }

    /** Makes a reader for one streamed answer. */
    EventReader events();

    /**
     * Classifies an error response by the dialect's table of status and code.
     *
     * @param status HTTP status, not 2xx
     * @param header a response header by its lower-case name
     * @param body may be empty or no JSON at all
     */
    Failure failure(int status, Function<String, @Nullable String> header, byte[] body);

    /**
     * A request in a provider's wire format.
     *
     * @param json the body
     * @param lost the client's fields that it does not carry, by their names in the client's dialect
     * @param toolNames the tools' names that had to be changed: what is sent, and the client's own
     */
    record Encoded(String json, List<String> lost, Map<String, String> toolNames) {
        public Encoded {
            lost = List.copyOf(lost);
            toolNames = Map.copyOf(toolNames);
        }

        /** One whose tools have the client's names. */
        public Encoded(String json, List<String> lost) {
            this(json, lost, Map.of());
        }

        /** One whose tools were renamed before it was written. */
        public Encoded renamed(Map<String, String> originals) {
            if (originals.isEmpty()) {
                return this;
            }
            List<String> all = new ArrayList<>(lost);
            all.add(FittedTools.FIELD);
            return new Encoded(json, all, originals);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Encoded[" + Redacted.shown(json) + ", lost=" + lost.size() + "]";
        }
    }
}
