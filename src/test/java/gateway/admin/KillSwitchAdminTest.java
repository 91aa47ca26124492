package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.api.HttpCall;
import gateway.api.HttpCalls;
import gateway.api.HttpReply;
import gateway.local.LocalSwitches;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillSwitchAdminTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final LocalSwitches switches = new LocalSwitches();
    private final KillSwitchAdmin admin = new KillSwitchAdmin(switches, () -> NOW);

    @Test
    void throwsShowsAndTakesBackASwitch() {
        HttpReply put = admin.apply(call("PUT", "provider", "anthropic", "{\"reason\":\"incident 42\"}"));
        HttpReply got = admin.apply(call("GET", "provider", "anthropic", ""));
        int on = switches.current().all().size();
        HttpReply deleted = admin.apply(call("DELETE", "provider", "anthropic", ""));

        assertThat(HttpCalls.body(put)).contains("\"reason\":\"incident 42\"", "\"mode\":\"drain\"");
        assertThat(HttpCalls.body(got)).isEqualTo(HttpCalls.body(put));
        assertThat(on).isEqualTo(1);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(switches.current().all()).isEmpty();
    }

    @Test
    void listsAllSwitchesWithTheirRevision() {
        admin.apply(call("PUT", "global", "all", "{\"reason\":\"x\",\"until\":\"2026-11-24T13:00:00Z\"}"));

        assertThat(HttpCalls.body(admin.apply(HttpCalls.of("GET", Map.of(), Map.of(), ""))))
                .contains("\"revision\":1", "\"scope\":\"global\"", "2026-11-24T13:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "planet   | earth     | {\"reason\":\"x\"}",
                "global   | some      | {\"reason\":\"x\"}",
                "provider | anthropic | {}",
                "provider | anthropic | {\"reason\":\" \"}",
                "provider | anthropic | {\"reason\":7}",
                "provider | anthropic | {\"reason\":\"x\",\"mode\":\"cut\"}",
                "provider | anthropic | {\"reason\":\"x\",\"until\":\"tomorrow\"}",
                "provider | anthropic | {\"reason\":\"x\",\"until\":\"2026-11-24T12:00:00Z\"}",
                "provider | anthropic | {\"reason\":\"x\",\"extra\":1}",
                "provider | anthropic | []",
                "provider | anthropic | nonsense"
            })
    void refusesWhatIsNoSwitchAndChangesNothing(String scope, String name, String body) {
        assertThatThrownBy(() -> admin.apply(call("PUT", scope, name, body)))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.Malformed.class));
        assertThat(switches.current().revision()).isZero();
    }

    @Test
    void knowsNothingOfASwitchThatIsOff() {
        assertThatThrownBy(() -> admin.apply(call("DELETE", "model", "gpt", "")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.NotFound.class));
    }

    @ParameterizedTest
    @CsvSource({"Bearer sk-other", "Bearer ", "Basic sk-admin", "Bearer sk-admin2"})
    void letsNobodyInWithoutTheAdminKey(String authorization) {
        AdminKey key = new AdminKey(new Redacted("sk-admin"));

        assertThatThrownBy(() -> key.apply(HttpCalls.post(Map.of("authorization", authorization), "")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.InvalidApiKey.class));
    }

    @Test
    void letsTheAdminIn() {
        HttpCall call = HttpCalls.post(Map.of("authorization", "Bearer sk-admin"), "");

        assertThat(new AdminKey(new Redacted("sk-admin")).apply(call)).isSameAs(call);
    }

    @Test
    void tellsHealthWithItsReason() {
        HttpCall call = HttpCalls.of("GET", Map.of(), Map.of(), "");

        HttpReply up = new Health(() -> null).apply(call);
        HttpReply down = new Health(() -> "the gateway is warming up").apply(call);

        assertThat(up.status()).isEqualTo(200);
        assertThat(down.status()).isEqualTo(503);
        assertThat(HttpCalls.body(down)).contains("warming up");
    }

    private static HttpCall call(String method, String scope, String name, String body) {
        return HttpCalls.of(method, Map.of("scope", scope, "name", name), Map.of(), body);
    }
}
