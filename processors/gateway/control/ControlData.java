package gateway.control;

import gateway.model.Registry;
import java.util.Map;

/**
 * Checked control data, ready for use: an immutable snapshot.
 *
 * @param documents what it was made of
 * @param registry models and deployments
 * @param keys clients' keys by their SHA-256
 * @param administrators administrators by the SHA-256 of their keys
 */
public record ControlData(
        Documents documents, Registry registry, Map<String, ApiKey> keys, Map<String, Administrator> administrators) {
    public ControlData {
        keys = Map.copyOf(keys);
        administrators = Map.copyOf(administrators);
    }

    /** The revision that clients are told. */
    public long revision() {
        return documents.revision();
    }
}
