package gateway.sso;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.Logins;
import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.api.HttpCall.BrowserPart;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpCalls;
import gateway.api.HttpReply;
import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.model.Cancellation;
import gateway.model.Redacted;
import gateway.oidc.LoginIssuer;
import gateway.session.LoginLimit;
import gateway.session.PendingLogins;
import gateway.session.Session;
import gateway.session.Sessions;
import gateway.settings.Settings;
import gateway.settings.SsoSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The login with an identity provider on loopback, without the gateway's server, at a time that tests set. */
final class SsoLab implements AutoCloseable {
    static final URI DASHBOARD = URI.create("https://serai.example.com");
    static final Map<String, Role> ROLES = Map.of("serai-operators", Role.OPERATOR, "serai-viewers", Role.VIEWER);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-11-27T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final TestIssuer issuer = new TestIssuer(time::get);
    private final SecureRandom random = new SecureRandom();
    private final PendingLogins pending = new PendingLogins(time::get, random);
    private final LoginIssuer known;
    private final IdentityProvider provider;
    private final Logins logins;

    SsoLab() {
        this(List.of("127.0.0.1"), asIs -> {});
    }

    /**
     * Opens.
     *
     * @param hosts that may be called
     * @param prepared what the provider is before it is asked for the first time
     */
    SsoLab(List<String> hosts, Consumer<TestIssuer> prepared) {
        prepared.accept(issuer);
        SsoSettings settings = settings(issuer.uri());
        this.known = LoginIssuer.start(
                vertx, settings, settings::clientSecret, new Settings.Egress(null, null, hosts), time::get, nanos::get);
        this.provider = new IdentityProvider(known, settings);
        this.logins = new Logins(new Sessions(time::get, random), new LoginLimit(time::get), provider);
    }

    static SsoSettings settings(String issuer) {
        return new SsoSettings(
                URI.create(issuer),
                TestIssuer.CLIENT,
                new Redacted(TestIssuer.SECRET),
                DASHBOARD,
                null,
                List.of("openid", "groups"),
                null,
                ROLES,
                null,
                Duration.ofHours(2),
                "serai-admin",
                null);
    }

    /** A login that has begun. */
    record Begun(URI authorization, String cookie) {}

    TestIssuer issuer() {
        return issuer;
    }

    IdentityProvider provider() {
        return provider;
    }

    void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
        nanos.addAndGet(duration.toNanos());
    }

    Instant now() {
        return time.get();
    }

    /** Begins a login with a query. */
    HttpReply beginning(@Nullable String query, boolean foreign) {
        return new BeginSso(provider, pending)
                .apply(call("/login/sso", query, new BrowserPart("10.0.0.1", true, null, null, null, foreign)));
    }

    Begun begin() {
        HttpReply reply = beginning(null, false);
        assertThat(reply.status()).as(HttpCalls.body(reply)).isEqualTo(303);
        return new Begun(URI.create(header(reply, "location")), cookie(reply, "serai_login"));
    }

    /** The browser comes back from the provider. */
    HttpReply back(URI callback, @Nullable String cookie) {
        return new FinishSso(provider, pending, logins)
                .apply(call(
                        callback.getPath(),
                        callback.getRawQuery(),
                        new BrowserPart(
                                "10.0.0.1", true, null, cookie == null ? null : new Redacted(cookie), null, true)));
    }

    /** All of a login. */
    HttpReply login() {
        Begun begun = begin();
        return back(issuer.approve(begun.authorization()), begun.cookie());
    }

    /** Who has a session by a reply. */
    Administrator person(HttpReply reply) {
        assertThat(reply.status()).as(HttpCalls.body(reply)).isEqualTo(303);
        return ((Session.Holder.Person) session(reply).holder()).administrator();
    }

    Session session(HttpReply reply) {
        return Objects.requireNonNull(logins.sessions().find(new Redacted(cookie(reply, "serai_session")), true));
    }

    /** What a browser is shown that is not let in; it is given nothing. */
    static String refused(int status, HttpReply reply) {
        String page = HttpCalls.body(reply);
        assertThat(reply.status()).as(page).isEqualTo(status);
        assertThat(reply.headers()).doesNotContainKeys("location", "set-cookie");
        assertThat(page).contains("Not logged in").doesNotContain("eyJ", "nonce=", TestIssuer.SUBJECT, "{{");
        return page;
    }

    static String header(HttpReply reply, String name) {
        return Objects.requireNonNull(reply.headers().get(name), name);
    }

    private static String cookie(HttpReply reply, String name) {
        String set = header(reply, "set-cookie");
        assertThat(set).startsWith(name + "=");
        return set.substring(name.length() + 1, set.indexOf(';'));
    }

    private static HttpCall call(String path, @Nullable String query, BrowserPart browser) {
        return new HttpCall(
                "request-1",
                "login-sso",
                1_000,
                "GET",
                path,
                Map.of(),
                ClientHeaders.from(name -> null),
                Buffer.buffer(),
                Runnable::run,
                Cancellation.NEVER,
                new ManagementPart(query, null, null, browser),
                () -> {});
    }

    @Override
    public void close() {
        known.close();
        issuer.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
