package gateway.model;

/**
 * Who pays, and under which rules.
 *
 * @param id such as {@code demo}
 * @param keyId which of its keys was used; never the key itself
 * @param residency where its data may be processed; a request can only narrow it
 */
public record Tenant(String id, String keyId, Residency residency) {}
