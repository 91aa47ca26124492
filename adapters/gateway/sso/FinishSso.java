package gateway.sso;

import gateway.Stage;
import gateway.admin.AdminLogin;
import gateway.admin.Logins;
import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpReply;
import gateway.control.Administrator;
import gateway.model.Redacted;
import gateway.oidc.LoginFailedException;
import gateway.oidc.LoginIssuer;
import gateway.session.PendingLogins;
import gateway.session.PendingLogins.Pending;
import gateway.session.Session.Holder;
import gateway.session.Sessions;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a browser that comes back from the identity provider, and begins its session. A login is ended by the browser
 * that began it, once; what the provider says is asked of the provider itself, by the code, and verified. Thread-safe.
 */
public final class FinishSso implements Stage<HttpCall, HttpReply> {
    private static final Logger LOG = LoggerFactory.getLogger(FinishSso.class);

    private final @Nullable IdentityProvider provider;
    private final PendingLogins pending;
    private final Logins logins;
    private final LoginPage page;

    /**
     * Takes who vouches for people.
     *
     * @param provider null = nobody
     */
    public FinishSso(@Nullable IdentityProvider provider, PendingLogins pending, Logins logins) {
        this.provider = provider;
        this.pending = pending;
        this.logins = logins;
        this.page = new LoginPage(provider != null && provider.secure());
    }

    @Override
    public HttpReply apply(HttpCall call) {
        IdentityProvider known = provider;
        if (known == null) {
            return page.problem(404, BeginSso.ABSENT);
        }
        SsoQuery query = SsoQuery.of(call, "code", "state", "iss", "error");
        BrowserPart browser = call.management().browser();
        Redacted token = browser.login();
        String state = query.text("state");
        Pending begun = token == null || state == null ? null : pending.end(token, state);
        if (begun == null) {
            return page.problem(
                    400,
                    "This login was not begun in this browser at "
                            + known.settings().publicUrl()
                            + ", took more than ten minutes, or is over already. Begin it anew.");
        }
        if (!known.issuer().isFrom(query.text("iss"))) {
            LOG.warn("no login by the identity provider: the answer names another issuer");
            return page.problem(400, "The answer is of another identity provider than the one that was asked.");
        }
        String code = query.text("code");
        if (code == null || query.text("error") != null) {
            return page.problem(400, denied(query.text("error")));
        }
        return within(browser, () -> let(known, begun, code, browser));
    }

    /** Whoever makes the gateway ask the provider does so a few times in a minute. */
    private HttpReply within(BrowserPart browser, Supplier<HttpReply> login) {
        Duration wait = logins.limit().enter(browser.address());
        if (wait != null) {
            return page.problem(429, "Too many logins of this minute have failed. Try again in a minute.", wait);
        }
        try {
            return login.get();
        } catch (LoginFailedException e) {
            LOG.warn("no login by the identity provider: {}", e.getMessage());
            return page.problem(status(e.failure()), text(e.failure()));
        }
    }

    private HttpReply let(IdentityProvider known, Pending begun, String code, BrowserPart browser) {
        LoginIssuer.Person person = known.issuer().redeem(code, begun.verifier(), begun.nonce());
        // nothing was guessed
        logins.limit().succeeded(browser.address());
        Administrator administrator = known.people().administrator(person.claims());
        if (administrator == null) {
            LOG.warn("no login by the identity provider: the person has no role here");
            return page.problem(
                    403,
                    "You are known, but have no role here. Those who run this gateway give it by the claim "
                            + known.settings().rolesClaimOrDefault() + " of your account.");
        }
        Sessions.Opened opened = logins.sessions()
                .open(
                        new Holder.Person(administrator, person.token()),
                        known.settings().sessionOrDefault());
        LOG.info(
                "{} has logged in as {}",
                Administrator.logged(administrator.id()),
                administrator.role().name().toLowerCase(Locale.ROOT));
        // the cookie of the login is worth nothing any more
        return page.redirect(
                "/?session#" + begun.place(),
                AdminLogin.cookie(
                        opened.token().value(),
                        known.settings().sessionOrDefault(),
                        browser.secure() || known.secure()));
    }

    private static String denied(@Nullable String error) {
        return "access_denied".equals(error)
                ? "The identity provider says that the login was refused or broken off there."
                : "The identity provider did not log anybody in. Its own log says why.";
    }

    private static int status(LoginFailedException.Cause cause) {
        return switch (cause) {
            case DOWN -> 503;
            case SETTINGS -> 502;
            case CODE, TOKEN -> 400;
        };
    }

    /** What somebody is told who cannot log in; the log says more. */
    static String text(LoginFailedException.Cause cause) {
        return switch (cause) {
            case DOWN -> "The identity provider does not answer now. Try again in a while, or log in with a key.";
            case SETTINGS ->
                "The identity provider and this gateway are not set up for each other; the gateway's log says what is"
                        + " wrong. A key works all the same.";
            case CODE -> "The identity provider does not stand by this login. Begin it anew.";
            case TOKEN ->
                "What the identity provider says of you could not be verified; the gateway's log says why. Begin the"
                        + " login anew.";
        };
    }
}
