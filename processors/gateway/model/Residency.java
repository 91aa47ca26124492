package gateway.model;

/** Where data may be processed, or is guaranteed to be. */
public enum Residency {
    /** Anywhere. */
    ANY,
    /** In member states of the European Union only. */
    EU
}
