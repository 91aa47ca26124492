package gateway.contract;

import java.util.Set;
import java.util.TreeSet;

/**
 * A field of a provider's API.
 *
 * @param section where it stands
 * @param path its name behind those of the objects around it, with dots between; {@code []} behind an array's name
 *     stands for each of its elements
 * @param types of {@code array, boolean, number, object, string}; empty = anything
 * @param values of which a text is one; empty = any text
 * @param use what we do with it
 * @param required whether the document says that it is always there; for a request, that it must be
 * @param official whether it is in the provider's document; others were seen on the wire
 * @param union the union that it is a member of, of which at most one may be there; with {@link #ONE} at its end,
 *     exactly one; empty = none
 */
public record Field(
        Section section,
        String path,
        Set<String> types,
        Set<String> values,
        Use use,
        boolean required,
        boolean official,
        String union) {
    /** At the end of a union's name: one of its members must be there. */
    public static final String ONE = "!";

    public Field {
        types = new TreeSet<>(types);
        values = new TreeSet<>(values);
    }

    /** Where a field stands. */
    public enum Section {
        /** What we send. */
        REQUEST,
        /** An answer in one piece. */
        ANSWER,
        /** An event of a stream. */
        EVENT,
        /** What we send to have vectors made. */
        EMBEDDING_REQUEST,
        /** An answer with vectors. */
        EMBEDDING_ANSWER;

        /** Whether it is what we send. */
        public boolean isAsked() {
            return this == REQUEST || this == EMBEDDING_REQUEST;
        }
    }

    /** What we do with a field. */
    public enum Use {
        /** An adapter reads it: another value makes another answer. */
        READ,
        /** No adapter reads it; that it comes is no news. */
        KNOWN,
        /** An adapter writes it. */
        WRITTEN
    }

    /** A field of a document, of which nobody has said yet what we do with it. */
    static Field official(
            Section section, String path, Set<String> types, Set<String> values, boolean required, String union) {
        return new Field(section, path, new TreeSet<>(types), new TreeSet<>(values), Use.KNOWN, required, true, union);
    }

    /** The same field, used otherwise. */
    public Field used(Use other) {
        return new Field(section, path, types, values, other, required, official, union);
    }

    /** Both in one, where variants of an object have a field each. */
    Field or(Field other) {
        Set<String> both = new TreeSet<>(types);
        both.addAll(other.types);
        boolean anything = types.isEmpty() || other.types.isEmpty();
        Set<String> either = new TreeSet<>(values);
        either.addAll(other.values);
        // a text that may be anything has no list, whatever another variant says
        boolean open = takesAnyText() || other.takesAnyText();
        return new Field(
                section,
                path,
                anything ? new TreeSet<>() : new TreeSet<>(both),
                open ? new TreeSet<>() : new TreeSet<>(either),
                use,
                required && other.required,
                official,
                union.equals(other.union) ? union : "");
    }

    private boolean takesAnyText() {
        return values.isEmpty() && (types.isEmpty() || types.contains("string"));
    }

    /** The path of the object that it belongs to; empty for the outermost one. */
    String parent() {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }
}
