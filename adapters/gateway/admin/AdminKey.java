package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.control.ControlSnapshot;
import gateway.control.KeyHash;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.session.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who has an administrator's key, a token of the identity provider in its place, or a session, and lets viewers
 * read only. Changes by a session need its CSRF token.
 */
public final class AdminKey implements Stage<HttpCall, AdminCall> {
    /** Whose key the settings have; it cannot be taken away. */
    static final Administrator BUILT_IN = new Administrator("admin", Role.OPERATOR, null);

    /** Is asked for by the page again and again, without anybody doing anything. */
    private static final String BY_ITSELF = "admin-live";

    private static final Logger LOG = LoggerFactory.getLogger(AdminKey.class);

    private final byte[] builtIn;
    private final ControlSnapshot snapshot;
    private final Logins logins;

    /**
     * Takes the keys.
     *
     * @param builtIn the one of the settings
     * @param snapshot knows all others
     * @param logins has the sessions of browsers
     */
    public AdminKey(Redacted builtIn, ControlSnapshot snapshot, Logins logins) {
        this.builtIn = bytes(KeyHash.of(builtIn.value()));
        this.snapshot = snapshot;
        this.logins = logins;
    }

    @Override
    public AdminCall apply(HttpCall call) {
        Administrator administrator = administrator(call);
        if (administrator.role() == Role.VIEWER && !reads(call)) {
            throw new RefusedException(
                    new Refusal.PermissionDenied("a viewer may read only: use the key of an operator"));
        }
        return new AdminCall(call, administrator);
    }

    private Administrator administrator(HttpCall call) {
        Redacted presented = call.headers().key();
        if (presented != null) {
            return withKey(call, presented);
        }
        Redacted token = call.management().browser().session();
        if (token != null) {
            return withSession(call, token);
        }
        throw new RefusedException(
                new Refusal.InvalidApiKey("send an administrator's key as 'Authorization: Bearer KEY'"));
    }

    /** Whose key it is; null for nobody's. Only hashes are compared, so that the time tells nothing about any key. */
    @Nullable Administrator find(Redacted key) {
        return withHash(KeyHash.of(key.value()));
    }

    private Administrator withKey(HttpCall call, Redacted key) {
        Administrator found = find(key);
        if (found == null) {
            found = logins.signOn().administrator(key);
        }
        if (found == null) {
            LOG.warn("an admin request with an unknown key: {} {}", call.method(), call.route());
            throw new RefusedException(
                    new Refusal.InvalidApiKey("this is no administrator's key, or one that is over"));
        }
        return found;
    }

    /** A session is worth what its key is worth now, or what a person may do since the login. */
    private Administrator withSession(HttpCall call, Redacted token) {
        Session session = logins.sessions().find(token, !call.route().equals(BY_ITSELF));
        Administrator found = session == null ? null : holder(session.holder());
        if (session == null || found == null) {
            throw new RefusedException(new Refusal.InvalidApiKey("the session is over: log in again"));
        }
        BrowserPart browser = call.management().browser();
        if (!call.method().equals("GET") && (browser.foreign() || !matches(session, browser.csrf()))) {
            LOG.warn("an admin request without the token of its session: {} {}", call.method(), call.route());
            throw new RefusedException(new Refusal.PermissionDenied(
                    "a change by a session needs its token as x-serai-csrf, and a page of the same origin"));
        }
        return found;
    }

    private @Nullable Administrator holder(Session.Holder holder) {
        return switch (holder) {
            case Session.Holder.Key key -> withHash(key.hash().value());
            case Session.Holder.Person person -> person.administrator();
        };
    }

    private @Nullable Administrator withHash(String hash) {
        return MessageDigest.isEqual(bytes(hash), builtIn) ? BUILT_IN : snapshot.administratorWithHash(hash);
    }

    /** Whoever may look may also stop to look. */
    private static boolean reads(HttpCall call) {
        return call.method().equals("GET") || call.route().equals(SessionAdmin.ROUTE);
    }

    private static boolean matches(Session session, @Nullable Redacted csrf) {
        return csrf != null && MessageDigest.isEqual(bytes(session.csrf().value()), bytes(csrf.value()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
