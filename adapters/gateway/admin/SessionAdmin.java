package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpReply;
import gateway.model.Redacted;
import gateway.session.Session;
import gateway.wire.JsonCodec;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a browser whose session it has, with the token for changes, or ends the session. */
public final class SessionAdmin implements Stage<AdminCall, HttpReply> {
    /** Which viewers may call with any method. */
    static final String ROUTE = "admin-session";

    private final Logins logins;

    /** Takes the sessions. */
    public SessionAdmin(Logins logins) {
        this.logins = logins;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        BrowserPart browser = call.http().management().browser();
        Redacted token = browser.session();
        if (call.method().equals("DELETE")) {
            return AdminReply.of(
                    200,
                    Map.of("set-cookie", AdminLogin.cookie("", Duration.ZERO, browser.secure())),
                    end(
                            token,
                            JsonCodec.object()
                                    .put("administrator", call.administrator().id())));
        }
        Session session = token == null || call.http().headers().key() != null
                ? null
                : logins.sessions().find(token, true);
        return AdminReply.of(
                session == null
                        ? JsonCodec.object()
                                .put("administrator", call.administrator().id())
                                .put("role", call.administrator().role().name().toLowerCase(Locale.ROOT))
                        : AdminLogin.shown(call.administrator(), session));
    }

    /** Ends the session, and tells where the browser logs out at the identity provider, if that let it in. */
    private ObjectNode end(@Nullable Redacted token, ObjectNode shown) {
        Session session = token == null ? null : logins.sessions().find(token, true);
        if (token == null || session == null) {
            return shown;
        }
        logins.sessions().close(token);
        if (session.holder() instanceof Session.Holder.Person person) {
            URI logout = logins.signOn().logout(person.idToken());
            if (logout != null) {
                shown.put("logout", logout.toString());
            }
        }
        return shown;
    }
}
