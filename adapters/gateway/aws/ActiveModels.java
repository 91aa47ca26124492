package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.control.Document;
import gateway.control.Document.Origin;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * The list of models to be served, which stands in a parameter of its own and may be changed by hand.
 *
 * <p>Its changes are counted, and the count is added to the revision of the documents. It follows the parameter's
 * version; but since a version begins anew after the parameter was deleted, a smaller one counts as one more change, so
 * that the revision of this process never falls. Thread-safe.
 */
final class ActiveModels {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._-]+(\\s*,\\s*[A-Za-z0-9._-]+)*");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(0, 0));

    private record Seen(long version, long changes) {}

    /** How often the list has changed, as far as this process can know. */
    long changes(@Nullable Parameter parameter) {
        return changes(parameter == null ? 0 : parameter.version());
    }

    /**
     * How often the list has changed, as far as this process can know.
     *
     * @param version of the parameter; 0 = there is none
     */
    long changes(long version) {
        return seen.updateAndGet(before -> {
                    long more = version >= before.version() ? version - before.version() : 1;
                    return new Seen(version, before.changes() + more);
                })
                .changes();
    }

    /**
     * The document of the list. What is neither JSON nor names with commas between them is passed on as it is: whoever
     * checks the documents refuses them all.
     */
    static Document document(Parameter parameter) {
        String value = parameter.value().strip();
        if (!NAMES.matcher(value).matches()) {
            return new Document(value, Origin.ADMIN);
        }
        ArrayNode list = JSON.createArrayNode();
        COMMA.splitAsStream(value).forEach(list::add);
        try {
            return new Document(JSON.writeValueAsString(list), Origin.ADMIN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts can be written", e);
        }
    }
}
