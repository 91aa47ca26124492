package gateway.model;

/** How a client wants vectors written. */
public enum VectorFormat {
    /** An array of numbers. */
    FLOAT,
    /** Base64 of 32-bit floating point numbers, little-endian. */
    BASE64
}
