package gateway.admin;

import gateway.Stage;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpReply;
import gateway.model.Redacted;
import gateway.session.Session;
import gateway.session.Sessions;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Tells a browser whose session it has, with the token for changes, or ends the session. */
public final class SessionAdmin implements Stage<AdminCall, HttpReply> {
    /** Which viewers may call with any method. */
    static final String ROUTE = "admin-session";

    private final Sessions sessions;

    /** Takes the sessions. */
    public SessionAdmin(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        BrowserPart browser = call.http().management().browser();
        Redacted token = browser.session();
        if (call.method().equals("DELETE")) {
            if (token != null) {
                sessions.close(token);
            }
            return AdminReply.of(
                    200,
                    Map.of("set-cookie", AdminLogin.cookie("", Duration.ZERO, browser.secure())),
                    JsonCodec.object().put("administrator", call.administrator().id()));
        }
        Session session = token == null || call.http().headers().key() != null ? null : sessions.find(token, true);
        return AdminReply.of(
                session == null
                        ? JsonCodec.object()
                                .put("administrator", call.administrator().id())
                                .put("role", call.administrator().role().name().toLowerCase(Locale.ROOT))
                        : AdminLogin.shown(call.administrator(), session));
    }
}
