package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminApi.Answer;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KillSwitchAdminTest {
    private static final String ALL = "/admin/v1/kill-switches";
    private static final String ANTHROPIC = ALL + "/provider/anthropic";
    private static final String REASON = "{\"reason\":\"incident 42\"}";

    private final AdminApi api = new AdminApi();

    @Test
    void throwsShowsAndTakesBackASwitch() {
        Answer put = api.put(ANTHROPIC, REASON);
        Answer got = api.get(ANTHROPIC);
        int on = api.live.current().all().size();
        Answer deleted = api.delete(ANTHROPIC);

        assertThat(put.json().path("reason").asText()).isEqualTo("incident 42");
        assertThat(put.json().path("mode").asText()).isEqualTo("drain");
        assertThat(put.json().path("author").asText()).isEqualTo("admin");
        assertThat(put.json().path("since").asText()).isEqualTo(api.now().toString());
        assertThat(put.json().has("warning")).isFalse();
        assertThat(got.json()).isEqualTo(put.json());
        assertThat(on).isEqualTo(1);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(api.live.current().all()).isEmpty();
        assertThat(api.switchStore.thrown()).isEmpty();
    }

    @Test
    void cutsStreamsWhereThatIsWanted() {
        api.put(ANTHROPIC, "{\"reason\":\"x\",\"mode\":\"cut\"}");

        assertThat(api.live.current().byPath())
                .hasEntrySatisfying(
                        "provider/anthropic",
                        thrown -> assertThat(thrown.mode()).isEqualTo(Mode.CUT));
    }

    @Test
    void listsAllSwitchesWithTheirRevision() {
        api.put(ALL + "/global/all", "{\"reason\":\"x\",\"until\":\"2026-11-26T13:00:00Z\"}");

        Answer list = api.get(ALL);

        assertThat(list.json().path("revision").asLong()).isEqualTo(1);
        assertThat(list.json().path("switches").path(0).path("until").asText()).isEqualTo("2026-11-26T13:00:00Z");
    }

    @Test
    void namesTheAuthorInTheAuditLog() {
        String key = api.post("/admin/v1/administrators", "{\"id\":\"anna\",\"role\":\"operator\"}")
                .json()
                .path("key")
                .asText();

        api.call("PUT", ANTHROPIC, key, REASON, Map.of());
        api.delete(ANTHROPIC);

        assertThat(api.get("/admin/v1/audit?limit=2").text())
                .contains("\"author\":\"anna\",\"action\":\"put\",\"subject\":\"kill-switch/provider/anthropic\"")
                .contains("\"author\":\"admin\",\"action\":\"delete\"");
    }

    @Test
    void standsWithAWarningWhenTheAuditLogFails() {
        api.store.auditDown(true);

        Answer put = api.put(ANTHROPIC, REASON);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("warning").asText()).contains("audit log");
        assertThat(api.live.current().all()).hasSize(1);
    }

    @Test
    void standsWithAWarningWhenItCannotBeTakenIntoUseHere() {
        api.refreshFails = true;

        Answer put = api.put(ANTHROPIC, REASON);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json().path("warning").asText()).contains("does not hold in this process yet");
        assertThat(api.switchStore.thrown()).hasSize(1);
    }

    @Test
    void doesNotWarnOfASwitchThatHoldsWhereOnlyTheRegistryCannotBeRefreshed() {
        api.registryFails = true;

        Answer put = api.put(ANTHROPIC, REASON);
        Answer deleted = api.delete(ANTHROPIC);

        assertThat(put.json().has("warning")).isFalse();
        assertThat(deleted.json().has("warning")).isFalse();
        assertThat(api.live.current().all()).isEmpty();
    }

    @Test
    void changesNothingWhenTheStoreIsDown() {
        api.switchStore.down(true);

        Answer put = api.put(ANTHROPIC, REASON);

        assertThat(put.status()).isEqualTo(503);
        assertThat(put.code()).isEqualTo("store_unavailable");
        assertThat(put.headers()).containsEntry("retry-after", "5");
        assertThat(api.live.current().all()).isEmpty();
        assertThat(api.store.entries()).isEmpty();
    }

    @Test
    void warnsOfANameThatNothingHas() {
        assertThat(api.put(ALL + "/provider/antropic", REASON)
                        .json()
                        .path("warning")
                        .asText())
                .contains("not known here");
    }

    @Test
    void takesBackASwitchThatAnotherProcessThrewAMomentAgo() {
        api.switchStore.put(new Switch(Scope.MODEL, "gpt-5-nano", "x", Mode.DRAIN, "anna", api.now(), null));

        assertThat(api.delete(ALL + "/model/gpt-5-nano").status()).isEqualTo(200);
        assertThat(api.switchStore.thrown()).isEmpty();
    }

    @Test
    void knowsNothingOfASwitchThatIsOff() {
        assertThat(api.delete(ALL + "/model/gpt").status()).isEqualTo(404);
        assertThat(api.get(ALL + "/model/gpt").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "planet/earth        | {\"reason\":\"x\"}",
                "global/some         | {\"reason\":\"x\"}",
                "provider/a%2Fb      | {\"reason\":\"x\"}",
                "provider/%20        | {\"reason\":\"x\"}",
                "provider/anthropic  | {}",
                "provider/anthropic  | {\"reason\":\" \"}",
                "provider/anthropic  | {\"reason\":7}",
                "provider/anthropic  | {\"reason\":\"x\",\"mode\":\"kill\"}",
                "provider/anthropic  | {\"reason\":\"x\",\"mode\":1}",
                "provider/anthropic  | {\"reason\":\"x\",\"until\":\"tomorrow\"}",
                "provider/anthropic  | {\"reason\":\"x\",\"until\":7}",
                "provider/anthropic  | {\"reason\":\"x\",\"until\":\"2026-11-26T12:00:00Z\"}",
                "provider/anthropic  | {\"reason\":\"x\",\"extra\":1}",
                "provider/anthropic  | {\"reason\":\"x\",\"reason\":\"y\"}",
                "provider/anthropic  | []",
                "provider/anthropic  | nonsense",
                "provider/anthropic?a=1 | {\"reason\":\"x\"}"
            })
    void refusesWhatIsNoSwitchAndChangesNothing(String path, String body) {
        Answer refused = api.put(ALL + "/" + path, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("invalid_request");
        assertThat(api.switchStore.thrown()).isEmpty();
        assertThat(api.store.entries()).isEmpty();
    }

    @Test
    void doesNotLetARevisionStandInTheWay() {
        assertThat(api.call("PUT", ANTHROPIC, AdminApi.ADMIN_KEY, REASON, Map.of("if-match", "\"1\""))
                        .status())
                .isEqualTo(400);
    }
}
