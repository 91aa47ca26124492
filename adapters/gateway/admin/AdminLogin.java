package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpReply;
import gateway.control.Administrator;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.session.Session;
import gateway.session.Sessions;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a browser in: takes {@code {"key": "..."}} and gives a cookie that scripts cannot read, and a token that every
 * change must come with. Logins that fail are few in a minute: 429 beyond. {@code GET} tells which other way there is.
 */
public final class AdminLogin implements Stage<HttpCall, HttpReply> {
    private static final Logger LOG = LoggerFactory.getLogger(AdminLogin.class);
    private static final int LONGEST_BODY = 4_096;

    private final AdminKey keys;
    private final Logins logins;

    /** Takes who knows the keys, and where sessions are kept. */
    public AdminLogin(AdminKey keys, Logins logins) {
        this.keys = keys;
        this.logins = logins;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        if (call.method().equals("GET")) {
            return AdminReply.of(ways());
        }
        BrowserPart browser = call.management().browser();
        if (browser.foreign()) {
            throw new RefusedException(new Refusal.PermissionDenied("log in on the gateway's own page"));
        }
        Duration wait = logins.limit().enter(browser.address());
        if (wait != null) {
            throw new RefusedException(
                    new Refusal.RateLimited("the logins of a minute, of which too many have failed", wait));
        }
        Redacted key = key(call);
        Administrator administrator = keys.find(key);
        if (administrator == null) {
            LOG.warn("a login with an unknown key");
            throw new RefusedException(
                    new Refusal.InvalidApiKey("this is no administrator's key, or one that is over"));
        }
        logins.limit().succeeded(browser.address());
        Sessions.Opened opened = logins.sessions().open(key);
        LOG.info("{} has logged in", administrator.id());
        return AdminReply.of(
                200,
                Map.of("set-cookie", cookie(opened.token().value(), Sessions.LONGEST, browser.secure())),
                shown(administrator, opened.session()));
    }

    private ObjectNode ways() {
        SignOn.Offer offer = logins.signOn().offer();
        ObjectNode ways = JsonCodec.object();
        if (offer == null) {
            return ways.putNull("sso");
        }
        ways.putObject("sso").put("label", offer.label()).put("problem", offer.problem());
        return ways;
    }

    /** A session as its browser is told of it. */
    static ObjectNode shown(Administrator administrator, Session session) {
        return JsonCodec.object()
                .put("administrator", administrator.id())
                .put("role", administrator.role().name().toLowerCase(Locale.ROOT))
                .put("csrf", session.csrf().value())
                .put("until", session.until().toString());
    }

    /** RFC 6265, with SameSite as browsers have it. */
    public static String cookie(String token, Duration age, boolean secure) {
        return "serai_session=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + age.toSeconds()
                + (secure ? "; Secure" : "");
    }

    private static Redacted key(HttpCall call) {
        if (call.body().length() > LONGEST_BODY) {
            throw new RefusedException(new Refusal.PayloadTooLarge(LONGEST_BODY));
        }
        JsonNode key = JsonCodec.object(call.body().getBytes()).path("key");
        if (!key.isTextual()) {
            throw JsonCodec.malformed("'key' must be an administrator's key");
        }
        return new Redacted(key.asText().strip());
    }
}
