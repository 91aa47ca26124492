package gateway.settings;

/**
 * A size, written as {@code 20MiB}, {@code 64KiB} or a plain number of bytes.
 *
 * @param count bytes
 */
public record Bytes(long count) {}
