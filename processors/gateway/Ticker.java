package gateway;

/** Measures spans of time. Thread-safe. */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since some fixed moment of this process. */
    long nanos();
}
