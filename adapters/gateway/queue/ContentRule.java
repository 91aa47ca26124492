package gateway.queue;

import gateway.admission.Admission;
import gateway.admission.TenantDirectory;
import gateway.api.ClientHeaders;
import gateway.model.Redacted;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the note of a message that is given up may hold its text: if its tenant says so, and the queue says nothing
 * against it. What the tenant leaves open is the queue's. Of a message without a known key nothing is shown.
 * Thread-safe.
 */
public final class ContentRule {
    private final TenantDirectory tenants;
    private final @Nullable Redacted key;
    private final @Nullable Boolean queue;

    /**
     * Takes what it goes by.
     *
     * @param tenants whose message it is
     * @param key API key of all messages; null = each brings its own
     * @param queue what the queue says; null = nothing
     */
    public ContentRule(TenantDirectory tenants, @Nullable Redacted key, @Nullable Boolean queue) {
        this.tenants = tenants;
        this.key = key;
        this.queue = queue;
    }

    /** Whether the note may hold the text. */
    boolean allows(QueueMessage message) {
        Redacted shown =
                key == null ? ClientHeaders.from(message.attributes()::get).key() : key;
        try {
            return allows(Admission.identify(tenants, shown));
        } catch (RefusedException e) {
            return false;
        }
    }

    private boolean allows(Tenant tenant) {
        Boolean own = tenant.deadLetterContent();
        if (own == null) {
            return Boolean.TRUE.equals(queue);
        }
        return own && !Boolean.FALSE.equals(queue);
    }
}
