package gateway.local;

import gateway.admission.TenantDirectory;
import gateway.control.KeyHash;
import gateway.model.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tenants by the hashes of their keys. A lookup works on hashes alone, so its time tells nothing about a key.
 * Thread-safe.
 */
public final class LocalTenants implements TenantDirectory {
    private final AtomicReference<Map<String, Tenant>> byHash = new AtomicReference<>(Map.of());

    @Override
    public @Nullable Tenant find(String key) {
        return byHash.get().get(KeyHash.of(key));
    }

    /** Replaces all keys at once. */
    public void replace(Map<String, Tenant> byKey) {
        Map<String, Tenant> hashed = new HashMap<>();
        byKey.forEach((key, tenant) -> hashed.put(KeyHash.of(key), tenant));
        byHash.set(Map.copyOf(hashed));
    }
}
