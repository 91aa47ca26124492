package gateway.control;

import gateway.model.Registry;
import gateway.model.Tenant;
import java.util.Map;

/**
 * Checked control data, ready for use: an immutable snapshot.
 *
 * @param documents what it was made of
 * @param registry models and deployments
 * @param keys clients' keys by their SHA-256
 * @param administrators administrators by the SHA-256 of their keys
 * @param tenants who calls by a token in place of a key, by the tenant's id or {@code id/team}
 */
public record ControlData(
        Documents documents,
        Registry registry,
        Map<String, ApiKey> keys,
        Map<String, Administrator> administrators,
        Map<String, Tenant> tenants) {
    public ControlData {
        keys = Map.copyOf(keys);
        tenants = Map.copyOf(tenants);
        administrators = Map.copyOf(administrators);
    }

    /** Data in which nobody calls by a token. */
    public ControlData(
            Documents documents,
            Registry registry,
            Map<String, ApiKey> keys,
            Map<String, Administrator> administrators) {
        this(documents, registry, keys, administrators, Map.of());
    }

    /** The revision that clients are told. */
    public long revision() {
        return documents.revision();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "ControlData[revision=" + documents.revision() + ", keys=" + keys.size() + "]";
    }
}
