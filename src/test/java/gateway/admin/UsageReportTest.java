package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.admin.AdminApi.Answer;
import gateway.model.Usage;
import gateway.usage.Amounts;
import gateway.usage.UsageBatch;
import gateway.usage.UsageKey;
import gateway.usage.UsageRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators can read of usage. The clock stands at noon of 2026-11-26 in UTC. */
class UsageReportTest {
    private static final String HEADER = "calls,refusals,estimated-calls,input-tokens,cache-read-tokens,"
            + "cache-write-tokens,cache-write-1h-tokens,output-tokens,reasoning-tokens,cost-micro-usd,cost-usd\r\n";

    private final AdminApi api = new AdminApi();

    @BeforeEach
    void use() {
        api.usage.add(new UsageBatch(
                "one",
                1,
                List.of(
                        row("2026-11-01", "clinic", "ward", "k1", "sonnet", 1_000_000),
                        row("2026-11-26", "clinic", "ward", "k1", "haiku", 20_000),
                        row("2026-11-30", "clinic", "", "k2", "sonnet", 300),
                        row("2026-11-26", "demo", "", "k3", "sonnet", 4),
                        row("2026-10-31", "demo", "", "k3", "sonnet", 50_000_000),
                        row("2026-12-01", "demo", "", "k3", "sonnet", 60_000_000))));
    }

    @Test
    void sumsUpThisMonthByTenantAndModel() {
        JsonNode report = api.get("/admin/v1/usage").json();

        assertThat(report.path("from").asText()).isEqualTo("2026-11-01");
        assertThat(report.path("to").asText()).isEqualTo("2026-12-01");
        assertThat(report.path("total").toString())
                .isEqualTo("{\"calls\":8,\"refusals\":12,\"estimated-calls\":4,\"input-tokens\":400,"
                        + "\"cache-read-tokens\":40,\"cache-write-tokens\":80,\"cache-write-1h-tokens\":120,"
                        + "\"output-tokens\":200,\"reasoning-tokens\":20,\"cost-micro-usd\":1020304,"
                        + "\"cost-usd\":\"1.020304\"}");
        assertThat(costs(report))
                .containsExactly("clinic haiku 0.020000", "clinic sonnet 1.000300", "demo sonnet 0.000004");
    }

    @Test
    void tellsApartWhatTheQueryNames() {
        assertThat(costs(api.get("/admin/v1/usage?by=day").json()))
                .containsExactly("2026-11-01 1.000000", "2026-11-26 0.020004", "2026-11-30 0.000300");
        assertThat(costs(api.get("/admin/v1/usage?by=model,tenant").json()))
                .containsExactly("haiku clinic 0.020000", "sonnet clinic 1.000300", "sonnet demo 0.000004");
        assertThat(costs(api.get("/admin/v1/usage?by=tenant,team,key").json()))
                .containsExactly("clinic  k2 0.000300", "clinic ward k1 1.020000", "demo  k3 0.000004");
    }

    @Test
    void looksOnlyAtWhatTheQueryNames() {
        assertThat(costs(api.get("/admin/v1/usage?tenant=clinic&model=sonnet").json()))
                .containsExactly("clinic sonnet 1.000300");
        assertThat(costs(api.get("/admin/v1/usage?team=ward&by=key").json())).containsExactly("k1 1.020000");
        assertThat(costs(api.get("/admin/v1/usage?key=k3&by=key").json())).containsExactly("k3 0.000004");
        assertThat(costs(api.get("/admin/v1/usage?tenant=nobody").json())).isEmpty();
    }

    @Test
    void coversTheDaysThatTheQueryNames() {
        assertThat(costs(api.get("/admin/v1/usage?from=2026-10-31&to=2026-12-02&by=tenant")
                        .json()))
                .containsExactly("clinic 1.020300", "demo 110.000004");
        assertThat(costs(api.get("/admin/v1/usage?to=2026-11-01&by=day").json()))
                .containsExactly("2026-10-31 50.000000");
        assertThat(costs(api.get("/admin/v1/usage?from=2026-11-30&by=day").json()))
                .containsExactly("2026-11-30 0.000300");
    }

    @Test
    void writesCsvForWhoeverAsksForIt() {
        Answer byQuery = api.get("/admin/v1/usage?format=csv&by=tenant,day&key=k1");
        Answer byHeader = call("/admin/v1/usage?by=tenant,day&key=k1", "text/csv");

        assertThat(byQuery.text())
                .isEqualTo("tenant,day," + HEADER
                        + "clinic,2026-11-01,2,3,1,100,10,20,30,50,5,1000000,1.000000\r\n"
                        + "clinic,2026-11-26,2,3,1,100,10,20,30,50,5,20000,0.020000\r\n");
        assertThat(byHeader.text()).isEqualTo(byQuery.text());
        assertThat(byHeader.headers()).containsEntry("content-type", "text/csv; charset=utf-8; header=present");
    }

    @Test
    void writesATableForPeople() {
        Answer report = call("/admin/v1/usage?by=tenant", "text/plain");

        assertThat(report.text()).isEqualTo("""
                Usage from 2026-11-01 to before 2026-12-01, days of each tenant's time zone

                tenant  calls  refusals  input  cached  output  USD
                clinic  6      9         300    30      150     1.020300
                demo    2      3         100    10      50      0.000004

                8 calls, 4 of them with estimated tokens; 12 refusals; 1.020304 USD
                """);
        assertThat(call("/admin/v1/usage?by=tenant&format=json", "text/plain")
                        .json()
                        .path("rows")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void refusesAReportThatNobodyCouldRead() {
        for (int batch = 2; batch <= 510; batch++) {
            List<UsageRow> rows = new ArrayList<>();
            for (int i = 0; i < UsageBatch.MOST; i++) {
                rows.add(row("2026-11-24", "demo", "", "key-" + batch + "-" + i, "sonnet", 1));
            }
            api.usage.add(new UsageBatch("one", batch, rows));
        }

        Answer refused = api.get("/admin/v1/usage?by=key");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("more than 50000 rows", "name fewer columns in 'by'");
        assertThat(api.get("/admin/v1/usage?by=tenant").status()).isEqualTo(200);
    }

    private Answer call(String target, String accept) {
        return api.call("GET", target, AdminApi.ADMIN_KEY, "", Map.of("accept", accept));
    }

    /** Each row's columns and its cost. */
    private static List<String> costs(JsonNode report) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : report.path("rows")) {
            StringBuilder text = new StringBuilder();
            report.path("by")
                    .forEach(column ->
                            text.append(row.path(column.asText()).asText()).append(' '));
            rows.add(text + row.path("cost-usd").asText());
        }
        return rows;
    }

    private static UsageRow row(String day, String tenant, String team, String key, String model, long microUsd) {
        return new UsageRow(
                new UsageKey(LocalDate.parse(day), tenant, team, key, model),
                new Amounts(2, 3, 1, new Usage(100, 10, 20, 30, 50, 5), microUsd));
    }
}
