package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.admin.AdminApi.Answer;
import gateway.control.Document;
import gateway.control.KeyHash;
import gateway.control.Kind;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants, clients' keys and administrators, changed at run time. */
class KeyAdminTest {
    private static final String KEYS = "/admin/v1/keys";

    private final AdminApi api = new AdminApi();

    @Test
    void makesAKeyThatIsValidAtOnceAndShowsItOnce() {
        api.put("/admin/v1/tenants/clinic", "{\"residency\":\"eu\",\"teams\":{\"ward\":{\"domain\":\"medical\"}}}");

        Answer made = api.post(
                KEYS,
                "{\"tenant\":\"clinic\",\"team\":\"ward\",\"name\":\"ward 3\",\"models\":[\"gemini-2.5-flash\"]}");

        String id = made.json().path("id").asText();
        String key = key(made);
        Tenant tenant = Objects.requireNonNull(api.snapshot.find(key));
        assertThat(made.status()).isEqualTo(201);
        assertThat(key).startsWith("sk-serai-" + id + "-").hasSizeGreaterThan(("sk-serai-" + id + "-").length() + 39);
        assertThat(tenant.keyId()).isEqualTo(id);
        assertThat(tenant.team()).isEqualTo("ward");
        assertThat(tenant.residency()).isEqualTo(Residency.EU);
        assertThat(tenant.models()).containsExactly("gemini-2.5-flash");
        assertThat(api.get(KEYS + "/" + id).text()).contains("ward 3").doesNotContain(key);
        assertThat(api.store.documents().of(Kind.KEY)).containsKey(KeyHash.of(key));
    }

    @Test
    void makesEveryKeyAnew() {
        String first = key(api.post(KEYS, "{\"tenant\":\"demo\"}"));
        String second = key(api.post(KEYS, "{\"tenant\":\"demo\"}"));

        assertThat(first).isNotEqualTo(second);
        assertThat(api.get(KEYS).json().path("keys").size()).isEqualTo(3);
    }

    @Test
    void listsTheKeysOfATenant() {
        api.put("/admin/v1/tenants/clinic", "{\"residency\":\"eu\"}");
        Answer made = api.post(KEYS, "{\"tenant\":\"clinic\"}");

        JsonNode listed = api.get(KEYS + "?tenant=clinic").json().path("keys");

        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.path(0).path("id")).isEqualTo(made.json().path("id"));
        assertThat(api.get(KEYS + "?tenant=nobody").json().path("keys").isEmpty())
                .isTrue();
    }

    @Test
    void endsAKeyAtItsTime() {
        String until = api.now().plusSeconds(60).toString();
        String key = key(api.post(KEYS, "{\"tenant\":\"demo\",\"until\":\"" + until + "\"}"));

        assertThat(api.snapshot.find(key)).isNotNull();
        api.pass(Duration.ofSeconds(60));

        assertThat(api.snapshot.find(key)).isNull();
    }

    @Test
    void rotatesAKeyWithBothSecretsValidForADay() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\",\"name\":\"app\"}");
        String id = made.json().path("id").asText();
        api.pass(Duration.ofDays(1));

        Answer rotated = api.post(KEYS + "/" + id + "/rotate", "");

        assertThat(key(rotated)).startsWith("sk-serai-" + id + "-").isNotEqualTo(key(made));
        assertThat(rotated.json().path("name").asText()).isEqualTo("app");
        assertThat(rotated.json().path("previous-until").asText())
                .isEqualTo(api.now().plus(Duration.ofHours(24)).toString());
        assertThat(api.snapshot.find(key(made))).isNotNull();
        assertThat(api.snapshot.find(key(rotated))).isNotNull();
        assertThat(api.get(KEYS).json().path("keys").size()).isEqualTo(2);

        api.pass(Duration.ofHours(24));

        assertThat(api.snapshot.find(key(made))).isNull();
        assertThat(api.snapshot.find(key(rotated))).isNotNull();
        assertThat(api.get(KEYS + "/" + id).json().has("previous-until")).isFalse();
    }

    @Test
    void neverLetsMoreThanTwoSecretsBeValid() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\"}");
        String path = KEYS + "/" + made.json().path("id").asText();

        Answer second = api.post(path + "/rotate", "{\"overlap\":\"7d\"}");
        Answer third = api.post(path + "/rotate", "{\"overlap\":\"PT1H\"}");

        assertThat(api.snapshot.find(key(made))).isNull();
        assertThat(api.snapshot.find(key(second))).isNotNull();
        assertThat(api.snapshot.find(key(third))).isNotNull();
        api.pass(Duration.ofHours(1));
        assertThat(api.snapshot.find(key(second))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "PT0S", "0h"})
    void endsTheOldSecretAtOnceWithoutAnOverlap(String overlap) {
        Answer rotated = api.post(KEYS + "/demo/rotate", "{\"overlap\":\"" + overlap + "\"}");

        assertThat(api.snapshot.find(AdminApi.DEMO_KEY)).isNull();
        assertThat(api.snapshot.find(key(rotated))).isNotNull();
    }

    @Test
    void rotatesNoKeyThatIsOver() {
        String until = api.now().plusSeconds(60).toString();
        String id = api.post(KEYS, "{\"tenant\":\"demo\",\"until\":\"" + until + "\"}")
                .json()
                .path("id")
                .asText();
        api.pass(Duration.ofSeconds(60));

        Answer refused = api.post(KEYS + "/" + id + "/rotate", "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("make a new one");
        assertThat(api.get(KEYS + "/" + id).json().path("valid").asBoolean()).isFalse();
    }

    @Test
    void revokesAllSecretsOfAKey() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\"}");
        String path = KEYS + "/" + made.json().path("id").asText();
        Answer rotated = api.post(path + "/rotate", "");

        Answer revoked = api.delete(path);

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(api.snapshot.find(key(made))).isNull();
        assertThat(api.snapshot.find(key(rotated))).isNull();
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.delete(path).status()).isEqualTo(404);
    }

    @Test
    void revokesTheDemoKeyForGood() {
        api.delete(KEYS + "/demo");

        assertThat(api.snapshot.find(AdminApi.DEMO_KEY)).isNull();
        assertThat(api.store.documents().find(Kind.KEY, KeyHash.of(AdminApi.DEMO_KEY)))
                .isEqualTo(new Document(null, Document.Origin.ADMIN));
    }

    @Test
    void removesATenantWithItsKeysInOneWrite() {
        api.put("/admin/v1/tenants/clinic", "{\"residency\":\"eu\"}");
        Answer made = api.post(KEYS, "{\"tenant\":\"clinic\"}");
        api.post(KEYS + "/" + made.json().path("id").asText() + "/rotate", "");
        long before = api.store.documents().revision();

        Answer deleted = api.delete("/admin/v1/tenants/clinic");

        assertThat(deleted.json().path("revoked-keys").path(0))
                .isEqualTo(made.json().path("id"));
        assertThat(api.store.documents().revision()).isEqualTo(before + 1);
        assertThat(api.snapshot.find(key(made))).isNull();
        assertThat(api.get(KEYS + "?tenant=clinic").json().path("keys").isEmpty())
                .isTrue();
        assertThat(api.get("/admin/v1/audit?limit=2").text())
                .contains("tenant/clinic", "key/" + made.json().path("id").asText(), "revoke");
    }

    @Test
    void showsTenantsAndTakesThemBackAsShown() {
        api.put("/admin/v1/tenants/clinic", "{\"residency\":\"eu\",\"models\":[\"gpt-5-nano\"]}");
        Answer shown = api.get("/admin/v1/tenants/clinic");

        assertThat(api.put("/admin/v1/tenants/clinic", shown.text()).json()).isEqualTo(shown.json());
        assertThat(api.get("/admin/v1/tenants").json().path("tenants").size()).isEqualTo(2);
    }

    @Test
    void makesRotatesAndRemovesAnAdministrator() {
        Answer made = api.post("/admin/v1/administrators", "{\"id\":\"anna\",\"role\":\"operator\"}");
        Answer rotated = api.post("/admin/v1/administrators/anna/rotate", "");
        Answer byOld = api.call("PUT", "/admin/v1/aliases/a", key(made), "{\"model\":\"gpt-5-nano\"}", Map.of());

        assertThat(made.status()).isEqualTo(201);
        assertThat(key(rotated)).startsWith("sk-serai-anna-");
        assertThat(byOld.status()).isEqualTo(200);
        assertThat(api.store.entries().getLast().author()).isEqualTo("anna");
        assertThat(api.get("/admin/v1/administrators")
                        .json()
                        .path("administrators")
                        .size())
                .isEqualTo(1);
        assertThat(api.delete("/admin/v1/administrators/anna").status()).isEqualTo(200);
        assertThat(api.call("GET", "/admin/v1/status", key(rotated), "", Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void namesAnAdministratorWhoIsGivenNoName() {
        Answer made = api.post("/admin/v1/administrators", "{\"role\":\"viewer\"}");

        String id = made.json().path("id").asText();
        assertThat(id).matches("k[a-z0-9]{11}");
        assertThat(api.get("/admin/v1/administrators/" + id).json().path("role").asText())
                .isEqualTo("viewer");
    }

    private static String key(Answer made) {
        return made.json().path("key").asText();
    }
}
