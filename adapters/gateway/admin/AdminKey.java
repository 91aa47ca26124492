package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets in who has the admin key. */
public final class AdminKey implements Stage<HttpCall, HttpCall> {
    private final Redacted key;

    /** Takes the key. */
    public AdminKey(Redacted key) {
        this.key = key;
    }

    @Override
    public HttpCall apply(HttpCall call) {
        Redacted presented = call.headers().key();
        if (presented == null) {
            throw new RefusedException(new Refusal.InvalidApiKey("send the admin key as 'Authorization: Bearer KEY'"));
        }
        if (!MessageDigest.isEqual(bytes(presented), bytes(key))) {
            throw new RefusedException(new Refusal.InvalidApiKey("this is not the admin key"));
        }
        return call;
    }

    private static byte[] bytes(Redacted text) {
        return text.value().getBytes(StandardCharsets.UTF_8);
    }
}
