package gateway.wire.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import gateway.model.Call;
import gateway.model.Dialect;
import gateway.model.Embeddings;
import gateway.model.Json;
import gateway.model.Original;
import gateway.model.Request;
import gateway.model.Usage;
import gateway.model.Vector;
import gateway.model.VectorFormat;
import gateway.wire.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Embeddings as clients speak them to us, in OpenAI's format. Thread-safe.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/create">OpenAI: create embeddings</a>
 */
public final class OpenAiEmbeddings {
    private static final Set<String> HELD = Set.of("model", "input", "dimensions", "encoding_format", "user");
    private static final int MOST_DIMENSIONS = 65_536;
    private static final int USUAL_BYTES = 64 * 1024;

    /**
     * Reads a request.
     *
     * @param call its envelope
     * @param body UTF-8 JSON as it came
     * @throws gateway.model.RefusedException with {@code Malformed}, naming the field and how to put it right
     */
    public Request.Embedding read(Call call, byte[] body) {
        String text = JsonCodec.text(body);
        Fields fields = new Fields(JsonCodec.object(body), "");
        Map<String, Json> rest = new HashMap<>();
        fields.node().properties().forEach(field -> {
            if (!HELD.contains(field.getKey()) && !field.getValue().isNull()) {
                rest.put(field.getKey(), JsonCodec.json(field.getValue()));
            }
        });
        return new Request.Embedding(
                call,
                fields.name("model"),
                EmbeddingFields.input(fields),
                fields.integer("dimensions", 1, MOST_DIMENSIONS),
                EmbeddingFields.format(fields),
                fields.text("user"),
                rest,
                new Original(Dialect.OPENAI, text));
    }

    /**
     * Whether an answer can go on as it came: its vectors are written in the form that was asked for.
     *
     * @param original the provider's JSON
     */
    public boolean fits(Request.Embedding asked, Embeddings embeddings, Original original) {
        if (original.dialect() != Dialect.OPENAI) {
            return false;
        }
        for (Vector each : embeddings.vectors()) {
            boolean same = switch (each) {
                case Vector.Floats floats -> asked.format() != VectorFormat.BASE64;
                case Vector.Encoded encoded -> asked.format() == VectorFormat.BASE64;
            };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes an answer that came in another dialect or form.
     *
     * @param model what is told as the model, where the provider does not say
     */
    public byte[] write(Request.Embedding asked, Embeddings embeddings, String model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JsonCodec.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            int index = 0;
            for (Vector each : embeddings.vectors()) {
                json.writeStartObject();
                json.writeStringField("object", "embedding");
                json.writeNumberField("index", index++);
                json.writeFieldName("embedding");
                write(each, asked.format() == VectorFormat.BASE64, json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("model", embeddings.model().isEmpty() ? model : embeddings.model());
            Usage usage = embeddings.usage() == null ? Usage.NONE : embeddings.usage();
            json.writeObjectFieldStart("usage");
            json.writeNumberField("prompt_tokens", usage.inputTokens());
            json.writeNumberField("total_tokens", usage.inputTokens());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(Vector vector, boolean base64, JsonGenerator json) throws IOException {
        if (base64) {
            json.writeString(vector.base64());
            return;
        }
        json.writeStartArray();
        for (float number : vector.floats()) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }
}
