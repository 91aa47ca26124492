package gateway.contract;

import gateway.contract.Field.Section;

/**
 * A difference between a provider's official document and the list of fields.
 *
 * @param severity how much it matters
 * @param kind what is different
 * @param section where
 * @param path of the field
 * @param detail what it was and is; empty where the kind says it all
 */
public record Change(Severity severity, Kind kind, Section section, String path, String detail) {
    /** How much a change matters, the worst first. */
    public enum Severity {
        /** A field that an adapter reads or writes is gone or of another type, or a request needs a new one. */
        BREAKING,
        /** A field that an adapter reads has a new value, or may be left out now. */
        NOTABLE,
        /** Anything else. */
        INFO
    }

    /** What is different. */
    public enum Kind {
        ADDED,
        REMOVED,
        TYPE,
        VALUE_ADDED,
        VALUE_REMOVED,
        REQUIRED,
        OPTIONAL,
        /** It is a member of another union than it was, or of none, or of one now. */
        UNION
    }
}
