package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.AnswerSampler;
import gateway.contract.Field.Section;
import gateway.contract.FieldList;
import gateway.contract.News;
import gateway.model.Dialect;
import gateway.telemetry.KnownFields;
import gateway.wire.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/** Looks through every answer of the doctor's few calls at once. Thread-safe. */
final class DoctorNews implements AnswerSampler {
    private final Set<String> items = new ConcurrentSkipListSet<>();
    private volatile boolean looked;

    /** What there is to say of all answers so far. */
    String text() {
        if (!looked) {
            return "unknown, there was no answer to look at";
        }
        return items.isEmpty()
                ? "none, the answers hold nothing that this build does not know"
                : String.join(", ", items);
    }

    @Override
    public Sample sample(String provider, Dialect dialect, Kind kind) {
        return new Looking(dialect, kind);
    }

    private void look(String text, Section section, FieldList known) {
        try {
            JsonNode json = JsonCodec.MAPPER.readTree(text);
            looked = true;
            News.of(json, section, known).forEach(item -> items.add(item.toString()));
        } catch (JsonProcessingException e) {
            // an end mark such as [DONE]
        }
    }

    /** One answer. Used by one thread at a time. */
    private final class Looking implements Sample {
        private final Section section;
        private final FieldList known;
        private final List<byte[]> pieces = new ArrayList<>();

        Looking(Dialect dialect, Kind kind) {
            known = KnownFields.of(dialect);
            section = KnownFields.section(dialect, kind);
        }

        @Override
        public void add(ByteBuffer more) {
            byte[] copy = new byte[more.remaining()];
            more.duplicate().get(copy);
            pieces.add(copy);
        }

        @Override
        public void end() {
            pieces.forEach(piece -> look(new String(piece, StandardCharsets.UTF_8), section, known));
            pieces.clear();
        }

        @Override
        public void end(Function<ByteBuffer, List<String>> decoder) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            pieces.forEach(all::writeBytes);
            pieces.clear();
            if (all.size() > 0) {
                decoder.apply(ByteBuffer.wrap(all.toByteArray())).forEach(text -> look(text, section, known));
            }
        }
    }
}
