package gateway.sso;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole gateway with an identity provider, by HTTP: cookies, the admin API, the audit log. */
class SsoGatewayTest {
    private static final String SWITCH = "/admin/v1/kill-switches/model/gpt-4o-mini";

    private static TestIssuer issuer;
    private static TestGateway gateway;
    private static Client client;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        issuer = new TestIssuer();
        gateway = SsoGateways.start(issuer.uri());
        client = new Client(gateway);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        gateway.close();
        issuer.close();
    }

    @Test
    void letsAPersonActAndNamesItInTheAuditLog() throws Exception {
        issuer.says(UnaryOperator.identity());
        String session = session();
        HttpResponse<String> shown = get("/admin/v1/session", session);
        String csrf = shown.body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");
        assertThat(shown.body()).contains("\"administrator\":\"sso:248289761001\"", "\"role\":\"operator\"");

        assertThat(send("PUT", SWITCH, Map.of("cookie", session), "{\"reason\":\"no token\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", SWITCH, Map.of("cookie", session, "x-serai-csrf", csrf), "{\"reason\":\"a test\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", SWITCH, Map.of("cookie", session, "x-serai-csrf", csrf), "")
                        .statusCode())
                .isEqualTo(200);

        assertThat(client.admin("GET", "/admin/v1/audit", TestGateway.ADMIN_KEY, "")
                        .body())
                .contains("\"author\":\"sso:248289761001\"", "kill-switch/model/gpt-4o-mini")
                .doesNotContain("jane@example.com");

        HttpResponse<String> out =
                send("DELETE", "/admin/v1/session", Map.of("cookie", session, "x-serai-csrf", csrf), "");
        assertThat(out.body()).contains("\"logout\":\"" + issuer.uri() + "/logout?");
        assertThat(get("/admin/v1/session", session).statusCode()).isEqualTo(401);
    }

    @Test
    void letsAViewerChangeNothing() throws Exception {
        issuer.says(set -> set.claim("groups", List.of("serai-viewers")));
        String session = session();
        String csrf = get("/admin/v1/session", session).body().replaceAll(".*\"csrf\":\"([^\"]+)\".*", "$1");

        assertThat(get("/admin/v1/status", session).statusCode()).isEqualTo(200);
        assertThat(send("PUT", SWITCH, Map.of("cookie", session, "x-serai-csrf", csrf), "{\"reason\":\"a test\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void letsNobodyInAgainWhoseRoleWasTakenAway() throws Exception {
        issuer.says(UnaryOperator.identity());
        session();
        issuer.says(set -> set.claim("groups", List.of("staff")));

        HttpResponse<String> refused = callback();

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("have no role here");
        assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
        assertThat(bearer("GET", "/admin/v1/status", token(set -> set.claim("groups", List.of("staff"))))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void takesAccessTokensInPlaceOfKeys() {
        String operator = token(UnaryOperator.identity());
        String viewer =
                token(set -> set.claim("groups", List.of("serai-viewers")).subject("robot"));

        assertThat(bearer("PUT", "/admin/v1/kill-switches/model/gpt-5-nano", operator, "{\"reason\":\"a test\"}")
                        .status())
                .isEqualTo(200);
        assertThat(bearer("GET", "/admin/v1/kill-switches/model/gpt-5-nano", viewer)
                        .body())
                .contains("\"author\":\"sso:248289761001\"");
        Reply refused = bearer("DELETE", "/admin/v1/kill-switches/model/gpt-5-nano", viewer, "");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(bearer("DELETE", "/admin/v1/kill-switches/model/gpt-5-nano", operator, "")
                        .status())
                .isEqualTo(200);
        Reply forged = bearer("GET", "/admin/v1/status", operator.replaceAll("\\.[^.]*$", ".AAAA"));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.body()).contains("the token is not valid here").doesNotContain("eyJ");
        assertThat(client.post(Client.Api.OPENAI, operator, Map.of(), Client.body("gpt-4o-mini", false))
                        .status())
                .as("an administrator's token opens no model")
                .isEqualTo(401);
    }

    @Test
    void tellsTheLoginPageWhatThereIs() throws Exception {
        assertThat(get("/login", "").body()).isEqualTo("{\"sso\":{\"label\":\"Acme\",\"problem\":null}}");
    }

    @Test
    void goesOnByKeyWhileTheProviderIsDown() throws Exception {
        try (TestGateway alone = SsoGateways.start(SsoGateways.nobody())) {
            HttpResponse<String> begun = send(alone, "GET", "/login/sso", Map.of(), "");
            HttpResponse<String> ways = send(alone, "GET", "/login", Map.of(), "");
            HttpResponse<String> byKey =
                    send(alone, "POST", "/login", Map.of(), "{\"key\":\"" + TestGateway.ADMIN_KEY + "\"}");

            assertThat(begun.statusCode()).isEqualTo(503);
            assertThat(begun.body()).contains("does not answer now", "log in with a key");
            assertThat(ways.body()).contains("\"problem\":\"the identity provider did not answer the last time");
            assertThat(byKey.statusCode()).isEqualTo(200);
        }
    }

    private static String session() throws Exception {
        HttpResponse<String> reply = callback();
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(303);
        assertThat(reply.headers().firstValue("location")).hasValue("/?session#live");
        String set = reply.headers().firstValue("set-cookie").orElse("");
        assertThat(set).startsWith("serai_session=").contains("; HttpOnly", "; SameSite=Strict", "Max-Age=3600");
        return set.replaceAll(";.*", "");
    }

    private static HttpResponse<String> callback() throws Exception {
        HttpResponse<String> begun = get("/login/sso?return=live", "");
        assertThat(begun.statusCode()).isEqualTo(303);
        String cookie = begun.headers().firstValue("set-cookie").orElse("").replaceAll(";.*", "");
        URI back =
                issuer.approve(URI.create(begun.headers().firstValue("location").orElse("")));
        return http.send(
                HttpRequest.newBuilder(back)
                        .header("cookie", cookie)
                        .header("sec-fetch-site", "cross-site")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.accessToken(SsoGateways.AUDIENCE, change);
    }

    private static Reply bearer(String method, String path, String token) {
        return bearer(method, path, token, "");
    }

    private static Reply bearer(String method, String path, String token, String body) {
        return client.admin(method, path, token, body);
    }

    private static HttpResponse<String> get(String path, String cookie) throws Exception {
        return send("GET", path, cookie.isEmpty() ? Map.of() : Map.of("cookie", cookie), "");
    }

    private static HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws Exception {
        return send(gateway, method, path, headers, body);
    }

    private static HttpResponse<String> send(
            TestGateway at, String method, String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at.managementUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
