package gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold for the login of administrators at an identity provider. */
final class SsoChecks {
    /** Without this scope a provider gives no ID token. */
    static final String OPENID = "openid";

    private static final String PATH = "gateway.sso";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    /** RFC 6749, appendix A.4. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7E]{1,200}");
    private static final int LONGEST_LABEL = 40;
    private static final Duration LEAST_SESSION = Duration.ofMinutes(1);
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    private final Problems problems;

    SsoChecks(Problems problems) {
        this.problems = problems;
    }

    /** Notes what does not hold. */
    void check(@Nullable SsoSettings sso, Settings all) {
        if (sso == null) {
            return;
        }
        OidcChecks issuers = new OidcChecks(problems);
        issuers.form(sso.issuer(), PATH + ".issuer");
        issuers.listed(sso.issuer(), PATH + ".issuer", all.egress().hosts());
        problems.check(
                PRINTABLE.matcher(sso.clientId()).matches(),
                PATH + ".client-id",
                "must be the id under which the identity provider knows the gateway");
        publicUrl(sso.publicUrl());
        problems.check(
                sso.labelOrDefault().length() <= LONGEST_LABEL,
                PATH + ".label",
                "must have at most " + LONGEST_LABEL + " characters");
        scopes(sso.scopesOrDefault());
        problems.check(
                !sso.roles().isEmpty(),
                PATH + ".roles",
                "must give at least one value of the claim " + sso.rolesClaimOrDefault()
                        + " a role, such as serai-operators: operator");
        Duration session = sso.sessionOrDefault();
        problems.check(
                session.compareTo(LEAST_SESSION) >= 0 && session.compareTo(LONGEST_SESSION) <= 0,
                PATH + ".session",
                "must be 1m to 12h");
        problems.check(sso.clockSkewOrDefault().compareTo(MOST_SKEW) <= 0, PATH + ".clock-skew", "must be at most 5m");
        audience(sso, all.oidc());
        problems.check(
                !all.providers().containsKey(SsoSettings.SECRET),
                "gateway.providers." + SsoSettings.SECRET,
                "must have another id beside gateway.sso, whose secret is kept under that name");
    }

    private void publicUrl(URI url) {
        boolean safe =
                "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()));
        boolean bare = url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null
                && (url.getPath() == null
                        || url.getPath().isEmpty()
                        || url.getPath().equals("/"));
        problems.check(
                safe && bare && url.getHost() != null,
                PATH + ".public-url",
                "must be the https address of the dashboard without a path, such as https://serai.example.com");
    }

    private void scopes(List<String> scopes) {
        problems.check(
                scopes.contains(OPENID)
                        && scopes.stream()
                                .allMatch(scope -> SCOPE.matcher(scope).matches()),
                PATH + ".scopes",
                "must be scopes as the provider names them, openid among them");
    }

    private void audience(SsoSettings sso, @Nullable OidcSettings clients) {
        String audience = sso.apiAudience();
        problems.check(
                clients == null
                        || !clients.issuer().equals(sso.issuer())
                        || !clients.audience().equals(audience),
                PATH + ".api-audience",
                "must differ from gateway.oidc.audience, or else a client's token would be looked at by the admin API");
    }
}
