package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminApi.Answer;
import gateway.api.HttpCalls;
import gateway.api.HttpReply;
import gateway.control.AuditEntry;
import gateway.control.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets in without an administrator's key, and viewers change nothing, on any path. */
class AdminAccessTest {
    private final AdminApi api = new AdminApi();

    static Set<String> operations() {
        return AdminRoutes.read().operations();
    }

    static Set<String> writes() {
        Set<String> writes = new TreeSet<>(operations());
        writes.removeIf(operation -> operation.startsWith("GET "));
        return writes;
    }

    static Stream<String> reads() {
        return operations().stream().filter(operation -> operation.startsWith("GET "));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void refusesAMissingAndAWrongKey(String operation) {
        Answer missing = send(operation, null);
        Answer wrong = send(operation, "sk-serai-admin-wrong");
        Answer clients = send(operation, AdminApi.DEMO_KEY);

        assertThat(List.of(missing.status(), wrong.status(), clients.status())).containsOnly(401);
        assertThat(List.of(missing.code(), wrong.code(), clients.code())).containsOnly("invalid_api_key");
        assertThat(wrong.text()).doesNotContain("wrong");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void refusesWritesOfAViewer(String operation) {
        String viewer = administrator("viewer");
        Documents before = api.store.documents();
        List<AuditEntry> entries = api.store.entries();

        Answer refused = send(operation, viewer);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("permission_denied");
        assertThat(api.store.documents()).isEqualTo(before);
        assertThat(api.store.entries()).isEqualTo(entries);
        assertThat(api.switchStore.thrown()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void letsAViewerRead(String operation) {
        String viewer = administrator("viewer");

        assertThat(send(operation, viewer).status()).isIn(200, 400, 404);
    }

    @Test
    void endsAnAdministratorsKeyAtItsTime() {
        Answer made = api.post(
                "/admin/v1/administrators",
                "{\"role\":\"operator\",\"until\":\"" + api.now().plusSeconds(5) + "\"}");
        String key = made.json().path("key").asText();

        int before = api.call("GET", "/admin/v1/status", key, "", Map.of()).status();
        api.pass(Duration.ofSeconds(5));
        int after = api.call("GET", "/admin/v1/status", key, "", Map.of()).status();

        assertThat(before).isEqualTo(200);
        assertThat(after).isEqualTo(401);
    }

    @Test
    void tellsHealthWithItsReason() {
        HttpReply up = new Health(() -> null).apply(HttpCalls.of("GET", Map.of(), Map.of(), ""));
        HttpReply down =
                new Health(() -> "the gateway is warming up").apply(HttpCalls.of("GET", Map.of(), Map.of(), ""));

        assertThat(up.status()).isEqualTo(200);
        assertThat(down.status()).isEqualTo(503);
        assertThat(HttpCalls.body(down)).contains("warming up");
    }

    private String administrator(String role) {
        return api.post("/admin/v1/administrators", "{\"role\":\"" + role + "\"}")
                .json()
                .path("key")
                .asText();
    }

    private Answer send(String operation, @Nullable String key) {
        String[] parts = operation.split(" ", -1);
        String path = parts[1].replace("{scope}", "provider").replaceAll("\\{\\w+}", "demo");
        return api.call(parts[0], path, key, "{\"reason\":\"x\"}", Map.of());
    }
}
