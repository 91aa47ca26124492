package gateway.admission;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * Who was let in, in a form that can be kept without the key itself.
 *
 * @param tenant the tenant's id
 * @param team the tenant's team; null = of none
 * @param keyHash hash of the key that was shown; null = it was a token
 */
public record Holder(
        String tenant, @Nullable String team, @Nullable Redacted keyHash) {}
