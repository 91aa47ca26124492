package gateway.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing of the management port that tells or changes anything can be reached without a key or a session. */
class SessionAccessTest {
    /** What everybody may see: it holds no data of anybody's. */
    private static final Set<String> OPEN = Set.of(
            "/",
            "/dashboard/{file}",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/login",
            "/login/sso",
            "/login/sso/callback");

    private static final Pattern ROUTE =
            Pattern.compile("uri: management-http:(\\S+)\\s+parameters:\\s+httpMethodRestrict: (\\S+)");
    private static final String SWITCH = "/admin/v1/kill-switches/model/gpt-4o-mini";

    private static TestGateway gateway;
    private static HttpClient http;
    private static String cookie;
    private static String csrf;

    @BeforeAll
    static void start() throws Exception {
        gateway = TestGateway.start();
        http = HttpClient.newHttpClient();
        HttpResponse<String> reply = login(TestGateway.ADMIN_KEY);
        String set = reply.headers().firstValue("set-cookie").orElse("");
        assertThat(set).contains("; HttpOnly", "; SameSite=Strict", "; Path=/").doesNotContain("Secure");
        cookie = set.substring(0, set.indexOf(';'));
        csrf = JsonCodec.object(reply.body().getBytes(StandardCharsets.UTF_8))
                .path("csrf")
                .asText();
        assertThat(cookie).hasSizeGreaterThan("serai_session=".length() + 42);
        assertThat(csrf).hasSizeGreaterThan(42);
    }

    @AfterAll
    static void stop() {
        http.close();
        gateway.close();
    }

    @Test
    void refusesEveryOperationWithoutAKey() throws Exception {
        int tried = 0;
        for (String operation : operations()) {
            String[] parts = operation.split(" ", 2);
            if (OPEN.contains(parts[1])) {
                continue;
            }
            String path = parts[1].replaceAll("\\{\\w+}", "x");
            assertThat(send(parts[0], path, Map.of(), "{}").statusCode())
                    .as(operation)
                    .isEqualTo(401);
            assertThat(send(parts[0], path, Map.of("cookie", "serai_session=guessed"), "{}")
                            .statusCode())
                    .as(operation)
                    .isEqualTo(401);
            tried++;
        }
        assertThat(tried).isGreaterThan(40);
    }

    @Test
    void takesAChangeOnlyWithTheTokenOfItsSession() throws Exception {
        String body = "{\"reason\":\"forged\"}";
        assertThat(send("PUT", SWITCH, Map.of("cookie", cookie), body).statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", SWITCH, Map.of("cookie", cookie, "x-serai-csrf", "guessed"), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(
                                "PUT",
                                SWITCH,
                                Map.of("cookie", cookie, "x-serai-csrf", csrf, "sec-fetch-site", "cross-site"),
                                body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(
                                "PUT",
                                SWITCH,
                                Map.of("cookie", cookie, "x-serai-csrf", csrf, "origin", "http://evil.example"),
                                body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", SWITCH, Map.of("cookie", cookie), "").statusCode())
                .isEqualTo(404);

        assertThat(send("PUT", SWITCH, Map.of("cookie", cookie, "x-serai-csrf", csrf), body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", SWITCH, Map.of("cookie", cookie, "x-serai-csrf", csrf), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void endsASessionWithTheKeyThatBeganIt() throws Exception {
        Map<String, String> admin = Map.of("authorization", "Bearer " + TestGateway.ADMIN_KEY);
        HttpResponse<String> made = send("POST", "/admin/v1/administrators", admin, "{\"role\":\"operator\"}");
        var json = JsonCodec.object(made.body().getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> reply = login(json.path("key").asText());
        String own = reply.headers().firstValue("set-cookie").orElse("").replaceAll(";.*", "");
        assertThat(send("GET", "/admin/v1/status", Map.of("cookie", own), "").statusCode())
                .isEqualTo(200);

        send("DELETE", "/admin/v1/administrators/" + json.path("id").asText(), admin, "");

        assertThat(send("GET", "/admin/v1/status", Map.of("cookie", own), "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void offersNoIdentityProviderWhereNoneIsSet() throws Exception {
        assertThat(send("GET", "/login", Map.of(), "").body()).isEqualTo("{\"sso\":null}");
        for (String path : new String[] {"/login/sso", "/login/sso/callback?code=c&state=s"}) {
            HttpResponse<String> page = send("GET", path, Map.of("cookie", "serai_login=guessed"), "");
            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).contains("log in with a key");
            assertThat(page.headers().firstValue("set-cookie")).isEmpty();
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("script");
        }
    }

    @Test
    void refusesLoginsOfOtherPages() throws Exception {
        HttpResponse<String> foreign = send(
                "POST",
                "/login",
                Map.of("origin", "http://evil.example"),
                "{\"key\":\"" + TestGateway.ADMIN_KEY + "\"}");

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void slowsDownWhoGuessesKeys() throws Exception {
        try (TestGateway guessed = TestGateway.start()) {
            int[] wrong = new int[5];
            for (int i = 0; i < wrong.length; i++) {
                wrong[i] = loginAt(guessed, "sk-serai-admin-guess" + i).statusCode();
            }
            HttpResponse<String> next = loginAt(guessed, TestGateway.ADMIN_KEY);

            assertThat(wrong).containsOnly(401);
            assertThat(next.statusCode()).isEqualTo(429);
            assertThat(Integer.parseInt(next.headers().firstValue("retry-after").orElse("")))
                    .isBetween(1, 60);
            assertThat(next.headers().firstValue("set-cookie")).isEmpty();
        }
    }

    @Test
    void servesThePageInANarrowFrame() throws Exception {
        for (String path : new String[] {"/", "/dashboard/app.js", "/dashboard/uplot.css"}) {
            HttpResponse<String> page = send("GET", path, Map.of(), "");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("x-frame-options")).hasValue("DENY");
            assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        }
        for (String path : new String[] {"/dashboard/..%2fapplication.yaml", "/dashboard/none.js", "/dashboard/x"}) {
            assertThat(send("GET", path, Map.of(), "").statusCode()).as(path).isEqualTo(404);
        }
    }

    /** Every operation of the management port, from the files of its routes. */
    private static Set<String> operations() throws IOException {
        Set<String> operations = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                Matcher route = ROUTE.matcher(Files.readString(file));
                while (route.find()) {
                    for (String method : route.group(2).split(",", -1)) {
                        operations.add(method + " " + route.group(1));
                    }
                }
            }
        }
        return operations;
    }

    private static HttpResponse<String> login(String key) throws Exception {
        return loginAt(gateway, key);
    }

    private static HttpResponse<String> loginAt(TestGateway at, String key) throws Exception {
        return send(at, "POST", "/login", Map.of(), "{\"key\":\"" + key + "\"}");
    }

    private static HttpResponse<String> send(String method, String path, Map<String, String> headers, String body)
            throws Exception {
        return send(gateway, method, path, headers, body);
    }

    private static HttpResponse<String> send(
            TestGateway at, String method, String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at.managementUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
