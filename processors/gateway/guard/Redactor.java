package gateway.guard;

import gateway.model.GuardAction;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds personal data in the texts of one request or answer and does with it what the policy says. Confined to it. */
final class Redactor {
    private final Scanner scanner;
    private final Function<PiiKind, GuardAction> policy;
    private final @Nullable Placeholders placeholders;
    private final Restorer known;
    private final Map<GuardAction, Map<PiiKind, Integer>> done = new EnumMap<>(GuardAction.class);

    /**
     * Takes what it works by.
     *
     * @param policy what is done about a kind
     * @param placeholders of the request; null where nothing is pseudonymised
     * @param known the placeholders that are no findings
     */
    Redactor(
            Scanner scanner,
            Function<PiiKind, GuardAction> policy,
            @Nullable Placeholders placeholders,
            Restorer known) {
        this.scanner = scanner;
        this.policy = policy;
        this.placeholders = placeholders;
        this.known = known;
    }

    /** The text as it may go on; the same object, if nothing is to change. */
    String text(String text) {
        return Edit.apply(text, edits(text, find(text, known.edits(text, false))));
    }

    /** The JSON text as it may go on, valid as it was; the same object, if nothing is to change. */
    String json(String json) {
        String plain = JsonStrings.plain(json);
        List<Edit> edits = jsonEdits(plain, false, find(plain, known.edits(plain, true)));
        return edits.isEmpty() ? json : Edit.apply(plain, edits);
    }

    /** What is found in a text beside its placeholders. */
    List<Finding> find(String text, List<Edit> placeholders) {
        List<Finding> findings = scanner.scan(text);
        if (placeholders.isEmpty()) {
            return findings;
        }
        return findings.stream()
                .filter(finding -> placeholders.stream()
                        .noneMatch(edit -> finding.start() < edit.end() && edit.start() < finding.end()))
                .toList();
    }

    /** The changes that findings make necessary. */
    List<Edit> edits(String text, List<Finding> findings) {
        List<Edit> edits = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            String instead = instead(finding.kind(), text.substring(finding.start(), finding.end()));
            if (instead != null) {
                edits.add(new Edit(finding.start(), finding.end(), instead));
            }
        }
        return edits;
    }

    /**
     * The same in a JSON text, whose structure stays.
     *
     * @param inString whether the text begins within a string
     */
    List<Edit> jsonEdits(String json, boolean inString, List<Finding> findings) {
        List<Edit> edits = new ArrayList<>(findings.size());
        for (JsonStrings.Value value : JsonStrings.values(json, inString, findings)) {
            String instead = instead(value.kind(), JsonStrings.unescaped(json.substring(value.start(), value.end())));
            if (instead != null) {
                edits.add(new Edit(value.start(), value.end(), value.quoted() ? instead : '"' + instead + '"'));
            }
        }
        return edits;
    }

    /** What stands in a value's place; null if it stays. */
    private @Nullable String instead(PiiKind kind, String value) {
        GuardAction action = policy.apply(kind);
        done.computeIfAbsent(action, _ -> new EnumMap<>(PiiKind.class)).merge(kind, 1, Integer::sum);
        return switch (action) {
            case FLAG, BLOCK -> null;
            case REDACT -> "[" + kind + "]";
            case PSEUDONYMISE -> Objects.requireNonNull(placeholders).of(kind, value);
        };
    }

    /** How much was done so far, by what and by kind. */
    Map<GuardAction, Map<PiiKind, Integer>> done() {
        return done;
    }

    /** What must not pass at all. */
    Set<PiiKind> blocked() {
        Map<PiiKind, Integer> blocked = done.get(GuardAction.BLOCK);
        return blocked == null ? EnumSet.noneOf(PiiKind.class) : blocked.keySet();
    }
}
