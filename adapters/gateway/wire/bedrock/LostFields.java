package gateway.wire.bedrock;

import gateway.model.Dialect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The client's fields that Converse cannot carry, by their names in the client's dialect. Confined to one request. */
final class LostFields {
    private final Dialect dialect;
    private final Set<String> names = new LinkedHashSet<>();

    LostFields(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Notes a field that is called the same in every dialect. */
    void add(String name) {
        names.add(name);
    }

    /** Notes a field that Anthropic's clients call otherwise. */
    void add(String openai, String anthropic) {
        names.add(
                switch (dialect) {
                    case ANTHROPIC -> anthropic;
                    case OPENAI, GEMINI, BEDROCK -> openai;
                });
    }

    /** What was noted, each name once, in order. */
    List<String> names() {
        return List.copyOf(names);
    }
}
