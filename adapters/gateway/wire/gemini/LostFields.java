package gateway.wire.gemini;

import gateway.model.Dialect;
import gateway.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of one request that Gemini cannot carry, by their names in the client's dialect. */
final class LostFields {
    private final Dialect client;
    private final Set<String> names = new LinkedHashSet<>();

    LostFields(Dialect client) {
        this.client = client;
    }

    /** A field that every dialect calls the same. */
    void add(String name) {
        names.add(name);
    }

    /** A field that Anthropic calls otherwise than the others. */
    void add(String openAi, String anthropic) {
        names.add(
                switch (client) {
                    case ANTHROPIC -> anthropic;
                    case OPENAI, GEMINI, BEDROCK -> openAi;
                });
    }

    /** The fields that nobody here knows; an explicit null says nothing, so nothing is lost with it. */
    void addAll(Map<String, Json> rest) {
        rest.entrySet().stream()
                .filter(field -> !field.getValue().text().equals("null"))
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(names::add);
    }

    List<String> names() {
        return new ArrayList<>(names);
    }
}
