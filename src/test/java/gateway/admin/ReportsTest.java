package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.admin.AdminApi.Answer;
import gateway.decision.StoredDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators can read of decisions, residency, changes and the process itself. */
class ReportsTest {
    private final AdminApi api = new AdminApi();

    @BeforeEach
    void decide() {
        api.decisions.append(List.of(
                decision("req-1", Duration.ofHours(3), "clinic", "sonnet-eu", "eu-central-1", "eu", "eu", "complete"),
                decision("req-2", Duration.ofHours(2), "clinic", "sonnet-eu", "eu-central-1", "eu", "eu", "cancelled"),
                decision("req-3", Duration.ofHours(1), "demo", "sonnet-us", "us-east-1", "any", "any", "complete"),
                decision("req-4", Duration.ofDays(2), "demo", "sonnet-us", "us-east-1", "any", "any", "complete"),
                decision("req-5", Duration.ofHours(1), "clinic", null, null, "eu", null, "no_deployment_in_region")));
    }

    @Test
    void showsOneDecisionWhole() {
        Answer shown = api.get("/admin/v1/decisions/req-1");

        assertThat(shown.json().path("region").asText()).isEqualTo("eu-central-1");
        assertThat(shown.json().path("record").path("of").asText()).isEqualTo("req-1");
    }

    @Test
    void searchesTheDecisionsOfTheLastDay() {
        assertThat(found("")).containsExactlyInAnyOrder("req-1", "req-2", "req-3", "req-5");
        assertThat(found("?tenant=clinic&result=complete")).containsExactly("req-1");
        assertThat(found("?model=sonnet&tenant=demo&from=2026-11-20")).containsExactly("req-3", "req-4");
        assertThat(found("?from=2026-11-24T00%3A00%3A00Z&to=2026-11-25T00:00:00Z"))
                .containsExactly("req-4");
        assertThat(found("?limit=1")).hasSize(1);
    }

    @Test
    void reportsResidencyAsJson() {
        JsonNode report = api.get("/admin/v1/residency").json();

        assertThat(report.path("calls").asLong()).isEqualTo(4);
        assertThat(report.path("eu-required").asLong()).isEqualTo(2);
        assertThat(report.path("eu-required-served-elsewhere").asLong()).isZero();
        assertThat(report.path("rows").size()).isEqualTo(2);
        assertThat(report.path("from").asText()).isEqualTo("2026-10-27T12:01:00Z");
    }

    @Test
    void reportsResidencyAsATableForPeople() {
        api.decisions.append(List.of(
                decision("req-6", Duration.ofHours(1), "clinic", "astray", "us-east-1", "eu", "any", "complete")));

        Answer report = api.call(
                "GET",
                "/admin/v1/residency?from=2026-11-26&to=2026-11-27",
                AdminApi.ADMIN_KEY,
                "",
                Map.of("accept", "text/plain"));

        assertThat(report.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
        assertThat(report.text())
                .startsWith("Served calls from 2026-11-26T00:00:00Z to 2026-11-27T00:00:00Z\n")
                .contains("tenant  required  guaranteed  region        deployment  calls\n")
                .contains("clinic  eu        eu          eu-central-1  sonnet-eu   2\n")
                .endsWith("4 calls; 3 had to stay in the EU, of which 1 were served elsewhere\n");
    }

    @Test
    void listsChangesPageByPage() {
        for (int i = 1; i <= 3; i++) {
            api.put("/admin/v1/aliases/a" + i, "{\"model\":\"gpt-5-nano\"}");
            api.pass(Duration.ofSeconds(1));
        }

        JsonNode first = api.get("/admin/v1/audit?limit=2").json();
        JsonNode second = api.get("/admin/v1/audit?limit=2&before="
                        + first.path("next-before").asText())
                .json();

        assertThat(first.path("entries").findValuesAsText("subject")).containsExactly("alias/a3", "alias/a2");
        assertThat(second.path("entries").findValuesAsText("subject")).containsExactly("alias/a1");
        assertThat(second.path("next-before").isNull()).isTrue();
    }

    @Test
    void tellsHowTheProcessStands() {
        api.put("/admin/v1/aliases/a", "{\"model\":\"gpt-5-nano\"}");
        api.put("/admin/v1/kill-switches/provider/mistral", "{\"reason\":\"x\"}");
        api.post("/admin/v1/keys/demo/rotate", "");
        api.pass(Duration.ofSeconds(7));

        JsonNode status = api.get("/admin/v1/status").json();

        assertThat(status.path("version").asText()).isEqualTo("1.2.3");
        assertThat(status.path("ready").asBoolean()).isTrue();
        assertThat(status.path("registry").path("revision").asLong()).isEqualTo(3);
        assertThat(status.path("registry").path("age-seconds").asLong()).isEqualTo(7);
        assertThat(status.path("switches").path("revision").asLong()).isEqualTo(1);
        assertThat(status.path("switches").path("read-at").isNull()).isTrue();
        assertThat(status.path("counts").path("keys").asLong()).isEqualTo(1);
        assertThat(status.path("counts").path("switches-on").asLong()).isEqualTo(1);
        assertThat(status.path("counts").path("models").asLong()).isGreaterThan(5);
    }

    @Test
    void tellsWhyItIsNotReadyAndWhatCouldNotBeRead() {
        api.notReady = "no snapshot was ever read";
        api.problem = "the table cannot be read";

        JsonNode status = api.get("/admin/v1/status").json();

        assertThat(status.path("ready").asBoolean()).isFalse();
        assertThat(status.path("reason").asText()).isEqualTo("no snapshot was ever read");
        assertThat(status.path("registry").path("problem").asText()).isEqualTo("the table cannot be read");
    }

    private List<String> found(String query) {
        return api.get("/admin/v1/decisions" + query).json().findValuesAsText("id");
    }

    private StoredDecision decision(
            String id,
            Duration ago,
            String tenant,
            @Nullable String deployment,
            @Nullable String region,
            String required,
            @Nullable String guaranteed,
            String result) {
        return new StoredDecision(
                id,
                api.now().minus(ago),
                tenant,
                "sonnet",
                deployment,
                region,
                required,
                guaranteed,
                result,
                "{\"of\":\"" + id + "\"}");
    }
}
