package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.admin.AdminApi.Answer;
import gateway.control.Documents;
import gateway.model.Limits;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Tenant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of tenants, teams, keys and accounts, changed at run time. */
class LimitAdminTest {
    private static final String KEYS = "/admin/v1/keys";
    private static final Limits TWO = new Limits(12_500_000L, null, null, null, 2L);

    private final AdminApi api = new AdminApi();

    /**
     * A change that must be refused.
     *
     * @param operation method and path
     * @param body what is sent
     * @param words part of the message
     */
    record Bad(String operation, String body, String words) {}

    @Test
    void givesATenantItsLimitsAtOnceAndShowsThemAsTheyWerePut() {
        String body =
                "{\"residency\":\"any\",\"time-zone\":\"Europe/Berlin\",\"on-budget\":\"degrade\",\"soft-percent\":70,"
                        + "\"default-max-output\":512,\"limits\":{\"usd-per-day\":12.50,\"concurrent\":2},"
                        + "\"model-limits\":{\"gpt-5-nano\":{\"tokens-per-minute\":9000}},\"teams\":{\"a\":{\"limits\":{\"usd-per-month\":"
                        + "999999999.999999}}}}";

        api.put("/admin/v1/tenants/demo", body);

        Answer shown = api.get("/admin/v1/tenants/demo");
        assertThat(caller(AdminApi.DEMO_KEY).quota())
                .isEqualTo(new Quota(
                        ZoneId.of("Europe/Berlin"),
                        OnBudget.DEGRADE,
                        70,
                        512,
                        TWO,
                        Limits.NONE,
                        Limits.NONE,
                        Map.of("gpt-5-nano", new Limits(null, null, null, 9000L, null))));
        assertThat(shown.json().at("/limits/usd-per-day").decimalValue()).isEqualByComparingTo("12.50");
        assertThat(shown.json().at("/teams/a/limits/usd-per-month").decimalValue())
                .isEqualByComparingTo("999999999.999999");
        assertThat(api.put("/admin/v1/tenants/demo", shown.text()).json()).isEqualTo(shown.json());
        assertThat(Objects.requireNonNull(api.snapshot.tenant("demo", "a"))
                        .quota()
                        .team())
                .isEqualTo(new Limits(null, 999_999_999_999_999L, null, null, null));
    }

    @Test
    void makesAKeyWithLimitsWhichItKeepsWhenItIsRotated() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\",\"limits\":{\"usd-per-day\":12.50,\"concurrent\":2}}");

        Answer rotated = api.post(KEYS + "/" + id(made) + "/rotate", "");

        assertThat(caller(key(made)).quota().key()).isEqualTo(TWO);
        assertThat(caller(key(rotated)).quota().key()).isEqualTo(TWO);
        assertThat(api.get(KEYS + "/" + id(made))
                        .json()
                        .at("/limits/usd-per-day")
                        .asText())
                .isEqualTo("12.5");
    }

    @Test
    void changesTheLimitsOfAKeyWithBothOfItsSecrets() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\",\"limits\":{\"requests-per-minute\":1}}");
        Answer rotated = api.post(KEYS + "/" + id(made) + "/rotate", "");

        Answer limited = api.put(KEYS + "/" + id(made) + "/limits", "{\"usd-per-day\":12.50,\"concurrent\":2}");

        assertThat(limited.status()).isEqualTo(200);
        assertThat(limited.text()).doesNotContain("requests-per-minute");
        assertThat(caller(key(made)).quota().key()).isEqualTo(TWO);
        assertThat(caller(key(rotated)).quota().key()).isEqualTo(TWO);
        JsonNode entry = api.get("/admin/v1/audit").json().path("entries").path(0);
        assertThat(entry.path("action").asText()).isEqualTo("limit");
        assertThat(entry.at("/before/limits/requests-per-minute").asInt()).isEqualTo(1);
        assertThat(entry.at("/after/limits/concurrent").asInt()).isEqualTo(2);
    }

    @Test
    void takesTheLimitsOfAKeyAway() {
        Answer made = api.post(KEYS, "{\"tenant\":\"demo\",\"limits\":{\"requests-per-minute\":1}}");

        Answer limited = api.put(KEYS + "/" + id(made) + "/limits", "{}");

        assertThat(limited.json().has("limits")).isFalse();
        assertThat(caller(key(made)).quota()).isSameAs(Quota.NONE);
    }

    @Test
    void knowsNoLimitsOfAKeyThatIsNotThere() {
        Answer refused = api.put(KEYS + "/nobody/limits", "{}");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.message()).isEqualTo("there is no key 'nobody'");
    }

    @Test
    void givesADeploymentTheLimitsOfItsAccount() {
        api.put("/admin/v1/deployments/extra", deployment("\"account-limits\":{\"tokens-per-minute\":30000}"));

        assertThat(Objects.requireNonNull(
                                api.snapshot.data().registry().deployments().get("extra"))
                        .accountLimits())
                .isEqualTo(new Limits(null, null, null, 30_000L, null));
    }

    @Test
    void keepsAModelThatATenantLimits() {
        api.put("/admin/v1/tenants/demo", quota("\"model-limits\":{\"gpt-5-nano\":{\"concurrent\":1}}"));

        Answer refused = api.delete("/admin/v1/models/gpt-5-nano");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("tenants.demo.model-limits names the unknown model gpt-5-nano");
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesBadLimitsClearlyAndChangesNothing(Bad bad) {
        Documents before = api.store.documents();
        String[] parts = bad.operation().split(" ", -1);

        Answer refused = api.call(parts[0], parts[1], AdminApi.ADMIN_KEY, bad.body(), Map.of());

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.message()).contains(bad.words());
        assertThat(api.store.documents()).isEqualTo(before);
    }

    static Stream<Bad> bad() {
        List<Bad> all = new ArrayList<>();
        Map.of(
                        "{\"usd-per-day\":-1}", "limits.usd-per-day must be an amount in USD",
                        "{\"usd-per-day\":\"12.50\"}", "limits.usd-per-day must be an amount in USD",
                        "{\"usd-per-month\":0.0000001}", "limits.usd-per-month must be an amount in USD",
                        "{\"usd-per-month\":1e9}", "limits.usd-per-month must be an amount in USD",
                        "{\"requests-per-minute\":-1}", "limits.requests-per-minute must be at least 0, is -1",
                        "{\"tokens-per-minute\":1.5}", "limits.tokens-per-minute must be a whole number",
                        "{\"tokens-per-minute\":99999999999999999999}",
                                "limits.tokens-per-minute must be a whole number",
                        "{\"concurrent\":\"4\"}", "limits.concurrent must be a whole number",
                        "{\"usd-per-hour\":1}", "limits.usd-per-hour is unknown; did you mean",
                        "{\"usdPerDay\":1}", "limits.usdPerDay is unknown; did you mean usd-per-day?")
                .forEach((limits, words) -> {
                    String inside = "\"limits\":" + limits;
                    all.add(new Bad("PUT /admin/v1/keys/demo/limits", limits, words));
                    all.add(new Bad("POST /admin/v1/keys", "{\"tenant\":\"demo\"," + inside + "}", words));
                    all.add(new Bad("PUT /admin/v1/tenants/new", "{\"residency\":\"eu\"," + inside + "}", words));
                    all.add(new Bad(
                            "PUT /admin/v1/tenants/new",
                            "{\"residency\":\"eu\",\"teams\":{\"a\":{" + inside + "}}}",
                            "teams.a." + words));
                    all.add(new Bad(
                            "PUT /admin/v1/tenants/new",
                            "{\"residency\":\"eu\",\"model-limits\":{\"gpt-5-nano\":" + limits + "}}",
                            words.replace("limits.", "model-limits.gpt-5-nano.")));
                });
        all.addAll(List.of(
                new Bad(
                        "PUT /admin/v1/tenants/new",
                        quota("\"time-zone\":\"Berlin\""),
                        "must be the name of a time zone"),
                new Bad("PUT /admin/v1/tenants/new", quota("\"time-zone\":2"), "must be the name of a time zone"),
                new Bad("PUT /admin/v1/tenants/new", quota("\"on-budget\":\"stop\""), "must be one of refuse, degrade"),
                new Bad(
                        "PUT /admin/v1/tenants/new",
                        quota("\"soft-percent\":0"),
                        "soft-percent must be 1 to 100, is 0"),
                new Bad("PUT /admin/v1/tenants/new", quota("\"default-max-output\":0"), "must be at least 1, is 0"),
                new Bad("PUT /admin/v1/tenants/new", quota("\"limits\":[]"), "limits must be a section"),
                new Bad("PUT /admin/v1/tenants/new", quota("\"model-limits\":{\"gpt-9\":{}}"), "unknown model gpt-9"),
                new Bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"limits\":7}", "limits must be a section"),
                new Bad(
                        "PUT /admin/v1/deployments/new",
                        deployment("\"account-limits\":{\"requests-per-minute\":-1}"),
                        "account-limits.requests-per-minute must be at least 0, is -1"),
                new Bad(
                        "PUT /admin/v1/deployments/new",
                        deployment("\"account-limits\":{\"concurrent\":1}"),
                        "account-limits.concurrent is unknown")));
        return all.stream();
    }

    private static String quota(String field) {
        return "{\"residency\":\"eu\"," + field + "}";
    }

    private static String deployment(String field) {
        return "{\"model\":\"gpt-5-nano\",\"provider\":\"openai\",\"upstream-name\":\"x\",\"region\":\"other\","
                + "\"residency\":\"any\",\"priority\":0,\"weight\":1,\"price\":{\"input\":1,\"cache-read\":1,\"cache-write\":1,"
                + "\"cache-write-1h\":1,\"output\":2,\"taken\":\"2026-11-26\"}," + field + "}";
    }

    private Tenant caller(String key) {
        return Objects.requireNonNull(api.snapshot.find(key));
    }

    private static String id(Answer made) {
        return made.json().path("id").asText();
    }

    private static String key(Answer made) {
        return made.json().path("key").asText();
    }
}
