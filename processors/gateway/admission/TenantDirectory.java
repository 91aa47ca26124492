package gateway.admission;

import gateway.model.Tenant;
import org.jspecify.annotations.Nullable;

/** Knows every key. Reads never block. Thread-safe. */
@FunctionalInterface
public interface TenantDirectory {
    /**
     * Whose key it is; null for an unknown one. Takes the same time for either.
     *
     * @param key as the client presented it
     * @throws gateway.model.RefusedException with {@code InvalidApiKey}, where there is more to say
     */
    @Nullable Tenant find(String key);
}
