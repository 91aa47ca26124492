package gateway.admission;

import gateway.model.Deployment;
import gateway.model.ModelKind;
import gateway.model.Refusal;
import gateway.model.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a model makes what is asked for. */
final class Suitable {
    private Suitable() {}

    /**
     * What is wrong with a request for a model; null if nothing is.
     *
     * @param served the deployments that the client may use, at least one; all of one kind
     */
    static @Nullable Refusal against(Request request, List<Deployment> served) {
        ModelKind kind = served.getFirst().kind();
        return switch (request) {
            case Request.Chat chat ->
                kind.serves(chat)
                        ? null
                        : new Refusal.Malformed(
                                "the model '" + chat.model() + "' makes vectors, and answers no conversations: send"
                                        + " texts for it to POST /v1/embeddings, or name a chat model",
                                "model");
            case Request.Embedding embedding ->
                switch (kind) {
                    case ModelKind.Chat chat ->
                        new Refusal.Malformed(
                                Admission.isAuto(embedding.model())
                                        // vectors of different models do not fit together
                                        ? "'" + embedding.model() + "' chooses among chat models alone: name the"
                                                + " embedding model whose vectors you want"
                                        : "the model '" + embedding.model()
                                                + "' answers conversations, and makes no vectors: name an embedding"
                                                + " model",
                                "model");
                    case ModelKind.Embedding made -> dimensions(embedding, made);
                };
        };
    }

    private static @Nullable Refusal dimensions(Request.Embedding request, ModelKind.Embedding made) {
        Integer asked = request.dimensions();
        if (asked == null || (asked >= made.least() && asked <= made.dimensions())) {
            return null;
        }
        return new Refusal.Malformed(
                "dimensions must be "
                        + (made.least() == made.dimensions() ? "" : made.least() + " to ")
                        + made.dimensions() + " for the model '" + request.model() + "'",
                "dimensions");
    }
}
