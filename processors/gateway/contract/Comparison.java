package gateway.contract;

import gateway.contract.Change.Kind;
import gateway.contract.Change.Severity;
import gateway.contract.Field.Section;
import gateway.contract.Field.Use;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares an official document with a list of fields. Of an object that is new or gone, its own fields are not told.
 */
public final class Comparison {
    private final FieldList list;
    private final Map<String, Field> document = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    private Comparison(FieldList list, Collection<Field> document) {
        this.list = list;
        document.forEach(field -> this.document.put(key(field.section(), field.path()), field));
    }

    /** The differences, the worst first, then by place. */
    public static List<Change> of(FieldList list, Collection<Field> document) {
        Comparison comparison = new Comparison(list, document);
        for (Field field : document) {
            Field known = list.find(field.section(), field.path());
            if (known == null || !known.official()) {
                comparison.added(field, known);
            } else {
                comparison.types(known, field);
                comparison.values(known, field);
                comparison.required(known, field);
                comparison.union(known, field);
            }
        }
        for (Section section : Section.values()) {
            // a slice of a document may be of chats alone
            boolean told = document.stream().anyMatch(field -> field.section() == section);
            if (told || section == Section.REQUEST || section == Section.ANSWER) {
                list.of(section).values().forEach(comparison::removed);
            }
        }
        return comparison.changes.stream()
                .sorted(Comparator.comparing(Change::severity)
                        .thenComparing(Change::section)
                        .thenComparing(Change::path)
                        .thenComparing(Change::kind)
                        .thenComparing(Change::detail))
                .toList();
    }

    private void added(Field field, @Nullable Field known) {
        if (known != null) {
            // seen on the wire before the document told of it
            tell(Severity.INFO, Kind.ADDED, field, "known from the wire");
        } else if (isKnown(field.section(), field.parent())) {
            boolean needed = field.section().isAsked() && field.required() && isWritten(field);
            tell(
                    needed ? Severity.BREAKING : Severity.INFO,
                    Kind.ADDED,
                    field,
                    needed ? "required" : String.join("|", field.types()));
        }
    }

    private void removed(Field known) {
        boolean gone = known.official() && !document.containsKey(key(known.section(), known.path()));
        String parent = array(known.parent());
        if (gone && (parent.isEmpty() || document.containsKey(key(known.section(), parent)))) {
            // an object is used as soon as a field in it is
            tell(known.use() == Use.KNOWN ? Severity.INFO : Severity.BREAKING, Kind.REMOVED, known, used(known));
        }
    }

    private void types(Field known, Field field) {
        if (known.types().equals(field.types())) {
            return;
        }
        boolean anything = known.types().isEmpty();
        boolean breaks = switch (known.use()) {
            case KNOWN -> false;
            // what comes may be what nobody can read
            case READ -> !anything && (field.types().isEmpty() || !known.types().containsAll(field.types()));
            // what we send may be what is not taken any more
            case WRITTEN -> !field.types().isEmpty() && !field.types().containsAll(known.types());
        };
        tell(
                breaks ? Severity.BREAKING : Severity.INFO,
                Kind.TYPE,
                known,
                words(known.types()) + " -> " + words(field.types()));
    }

    private void values(Field known, Field field) {
        if (known.values().isEmpty() || field.values().isEmpty()) {
            return;
        }
        SortedSet<String> added = new TreeSet<>(field.values());
        added.removeAll(known.values());
        SortedSet<String> removed = new TreeSet<>(known.values());
        removed.removeAll(field.values());
        if (!added.isEmpty()) {
            tell(
                    known.use() == Use.READ ? Severity.NOTABLE : Severity.INFO,
                    Kind.VALUE_ADDED,
                    known,
                    String.join(", ", added));
        }
        if (!removed.isEmpty()) {
            tell(
                    known.use() == Use.WRITTEN ? Severity.BREAKING : Severity.INFO,
                    Kind.VALUE_REMOVED,
                    known,
                    String.join(", ", removed));
        }
    }

    private void required(Field known, Field field) {
        if (known.required() == field.required()) {
            return;
        }
        if (field.required()) {
            boolean needed = known.section().isAsked() && isWritten(known);
            Severity severity =
                    !needed ? Severity.INFO : known.use() == Use.WRITTEN ? Severity.NOTABLE : Severity.BREAKING;
            tell(severity, Kind.REQUIRED, known, used(known));
        } else {
            tell(known.use() == Use.READ ? Severity.NOTABLE : Severity.INFO, Kind.OPTIONAL, known, used(known));
        }
    }

    private void union(Field known, Field field) {
        if (!known.union().equals(field.union())) {
            tell(
                    known.use() == Use.WRITTEN ? Severity.NOTABLE : Severity.INFO,
                    Kind.UNION,
                    known,
                    union(known.union()) + " -> " + union(field.union()));
        }
    }

    private static String union(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private boolean isWritten(Field field) {
        String path = field.parent();
        Field object = list.find(field.section(), array(path));
        return path.isEmpty() || (object != null && object.use() == Use.WRITTEN);
    }

    private boolean isKnown(Section section, String path) {
        return path.isEmpty() || list.find(section, array(path)) != null;
    }

    private static String array(String path) {
        return path.endsWith("[]") ? path.substring(0, path.length() - 2) : path;
    }

    private static String used(Field field) {
        return switch (field.use()) {
            case READ -> "read";
            case WRITTEN -> "written";
            case KNOWN -> "not used";
        };
    }

    private static String words(Set<String> types) {
        return types.isEmpty() ? "any" : String.join("|", types);
    }

    private static String key(Section section, String path) {
        return section + " " + path;
    }

    private void tell(Severity severity, Kind kind, Field field, String detail) {
        changes.add(new Change(severity, kind, field.section(), field.path(), detail));
    }
}
