package gateway.control;

import org.jspecify.annotations.Nullable;

/**
 * A document that is to be written or removed.
 *
 * @param kind its kind
 * @param id its id within the kind
 * @param document what is to stand there; null = nothing
 */
public record Change(Kind kind, String id, @Nullable Document document) {}
