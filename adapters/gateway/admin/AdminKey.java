package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.control.ControlSnapshot;
import gateway.control.KeyHash;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who has an administrator's key, and lets viewers read only. */
public final class AdminKey implements Stage<HttpCall, AdminCall> {
    /** Whose key the settings have; it cannot be taken away. */
    static final Administrator BUILT_IN = new Administrator("admin", Role.OPERATOR, null);

    private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);

    private final byte[] builtIn;
    private final ControlSnapshot snapshot;

    /**
     * Takes the keys.
     *
     * @param builtIn the one of the settings
     * @param snapshot knows all others
     */
    public AdminKey(Redacted builtIn, ControlSnapshot snapshot) {
        this.builtIn = bytes(KeyHash.of(builtIn.value()));
        this.snapshot = snapshot;
    }

    @Override
    public AdminCall apply(HttpCall call) {
        Redacted presented = call.headers().key();
        if (presented == null) {
            throw new RefusedException(
                    new Refusal.InvalidApiKey("send an administrator's key as 'Authorization: Bearer KEY'"));
        }
        Administrator administrator = find(presented.value());
        if (administrator == null) {
            LOG.warn("an admin request with an unknown key: {} {}", call.method(), call.route());
            throw new RefusedException(
                    new Refusal.InvalidApiKey("this is no administrator's key, or one that is over"));
        }
        if (administrator.role() == Role.VIEWER && !call.method().equals("GET")) {
            throw new RefusedException(
                    new Refusal.PermissionDenied("a viewer may read only: use the key of an operator"));
        }
        return new AdminCall(call, administrator);
    }

    /** Only hashes are compared, so that the time that it takes tells nothing about any key. */
    private @Nullable Administrator find(String key) {
        return MessageDigest.isEqual(bytes(KeyHash.of(key)), builtIn) ? BUILT_IN : snapshot.administrator(key);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
