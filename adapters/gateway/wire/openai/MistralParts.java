package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Dialect;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.util.Set;

/**
 * Files and sounds in Mistral's own form, which its document has in place of OpenAI's: {@code document_url} takes an
 * address or a data URL, {@code input_audio} is a text in Base64, and {@code file} has its id at the top. Stateless.
 *
 * @see <a href="https://docs.mistral.ai/api/">Mistral: ContentChunk of chat completions</a>
 */
final class MistralParts {
    private static final String AUDIO = "input_audio";
    private static final String FILE = "file";
    /** Kinds that OpenAI does not have, for clients that know where they are. */
    private static final Set<String> OWN = Set.of("document_url", "reference", "thinking");

    private MistralParts() {}

    /** Adds a document, by its bytes or its address. */
    static void document(Part.Document document, String url, ArrayNode content) {
        ObjectNode part = content.addObject().put("type", "document_url").put("document_url", url);
        if (document.name() != null) {
            part.put("document_name", document.name());
        }
    }

    /**
     * Adds a part that only its dialect knows.
     *
     * @throws RefusedException with {@code UnsupportedFeature}, if Mistral has nothing like it
     */
    static void other(Part.Other other, ArrayNode content) {
        JsonNode json = JsonTree.of(other.json());
        if (other.dialect() == Dialect.OPENAI && other.type().equals(AUDIO)) {
            JsonNode data = json.path(AUDIO).isTextual()
                    ? json.path(AUDIO)
                    : json.path(AUDIO).path("data");
            if (data.asText().isEmpty()) {
                throw unsupported("sound without its bytes: put them into input_audio.data in base64");
            }
            content.addObject().put("type", AUDIO).set(AUDIO, data);
        } else if (other.dialect() == Dialect.OPENAI && other.type().equals(FILE)) {
            JsonNode id =
                    json.has("file_id") ? json.path("file_id") : json.path(FILE).path("file_id");
            content.addObject().put("type", FILE).set("file_id", id);
        } else if (other.dialect() == Dialect.OPENAI && OWN.contains(other.type())) {
            content.add(json);
        } else {
            throw unsupported("content of type '" + other.type() + "'");
        }
    }

    private static RefusedException unsupported(String what) {
        return new RefusedException(new Refusal.UnsupportedFeature("Mistral does not take " + what));
    }
}
