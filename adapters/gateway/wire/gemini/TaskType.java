package gateway.wire.gemini;

import gateway.model.Json;
import gateway.model.Request;
import gateway.wire.LostFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What vectors are for, in Google's words: by {@code input_type}, a field that OpenAI's format has not, but that its
 * clients can add.
 */
final class TaskType {
    private static final Map<String, String> WORDS = Map.of(
            "search_document", "RETRIEVAL_DOCUMENT",
            "search_query", "RETRIEVAL_QUERY",
            "classification", "CLASSIFICATION",
            "clustering", "CLUSTERING");

    private final @Nullable String word;
    private final List<String> lost;

    TaskType(Request.Embedding request) {
        Map<String, Json> rest = new HashMap<>(request.rest());
        Json type = rest.get("input_type");
        word = type == null ? null : WORDS.get(type.text().replace("\"", ""));
        if (word != null) {
            rest.remove("input_type");
        }
        LostFields names = new LostFields(request.call().dialect());
        if (request.user() != null) {
            names.add("user");
        }
        names.addAll(rest);
        lost = names.names();
    }

    /** Null if the client does not say, or nothing that is known. */
    @Nullable String word() {
        return word;
    }

    /** The client's fields that are not carried over. */
    List<String> lost() {
        return lost;
    }
}
