package gateway.sso;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpReply;
import gateway.oidc.LoginFailedException;
import gateway.session.PendingLogins;
import gateway.session.PendingLogins.Pending;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a browser to the identity provider. {@code return} is the fragment of the dashboard's address at which it goes
 * on, {@code again} asks the provider to ask who it is. Thread-safe.
 */
public final class BeginSso implements Stage<HttpCall, HttpReply> {
    private static final Logger LOG = LoggerFactory.getLogger(BeginSso.class);

    /** A fragment, never an address: no return can lead elsewhere. */
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9/?=&%._~:+,;@!*-]{1,300}");

    static final String ABSENT = "No identity provider is set up here: log in with a key.";

    private final @Nullable IdentityProvider provider;
    private final PendingLogins pending;
    private final LoginPage page;

    /**
     * Takes where people log in.
     *
     * @param provider null = nowhere
     */
    public BeginSso(@Nullable IdentityProvider provider, PendingLogins pending) {
        this.provider = provider;
        this.pending = pending;
        this.page = new LoginPage(provider != null && provider.secure());
    }

    @Override
    public HttpReply apply(HttpCall call) {
        IdentityProvider known = provider;
        if (known == null) {
            return page.problem(404, ABSENT);
        }
        BrowserPart browser = call.management().browser();
        if (browser.foreign()) {
            return page.problem(403, "Log in on the gateway's own page.");
        }
        SsoQuery query = SsoQuery.of(call, "return", "again");
        String place = query.text("return");
        Pending begun = pending.begin(
                browser.address(), place != null && PLACE.matcher(place).matches() ? place : "");
        try {
            URI there = known.issuer()
                    .authorization(begun.state(), begun.nonce(), begun.verifier(), query.text("again") != null);
            return page.redirect(
                    there.toString(), page.cookie(begun.token().value(), PendingLogins.LONGEST, browser.secure()));
        } catch (LoginFailedException e) {
            LOG.warn("no login by the identity provider: {}", e.getMessage());
            return page.problem(503, FinishSso.text(e.failure()));
        }
    }
}
