package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminApi.Answer;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What administrators can read of the router's decisions. The clock stands at noon of 2026-11-26 in UTC. */
class RoutingExportTest {
    private static final String PATH = "/admin/v1/routing/decisions";
    private static final Instant AT = Instant.parse("2026-11-26T11:00:00Z");

    private final AdminApi api = new AdminApi();

    @Test
    void hasARowForEachDecisionOfTheRouterWithItsFeaturesAndReward() {
        put("one", AT, "demo", "-0.25,0.5,1E-7");
        put("two", AT.plusSeconds(1), "clinic", "1");
        api.decisions.append(List.of(stored("fixed", AT.plusSeconds(2), "demo", "{\"id\":\"fixed\"}")));
        api.feedback.add(
                new Feedback("one", AT, "demo", "k", "haiku", 0.25, "too_long", Instant.parse("2026-11-26T11:30:00Z")));

        Answer answer = api.get(PATH);

        assertThat(answer.headers()).containsEntry("content-type", "text/csv; charset=utf-8; header=present");
        assertThat(answer.headers()).doesNotContainKey("x-serai-next");
        List<Map<String, String>> rows = rows(answer);
        assertThat(rows).extracting(row -> row.get("id")).containsExactly("two", "one");
        Map<String, String> one = new LinkedHashMap<>(rows.get(1));
        assertThat(one.remove("candidates"))
                .isEqualTo("\"[{\"\"model\"\":\"\"opus\"\";\"\"propensity\"\":0.75};"
                        + "{\"\"model\"\":\"\"haiku\"\";\"\"propensity\"\":0.25}]\"");
        assertThat(one).containsExactly(entries("""
                        id=one at=2026-11-26T11:00:00Z tenant=demo asked=auto policy=bandit/1 objective=balanced
                        cost-weight=0.2 latency-weight=0.01 feature-version=f1 chosen=opus propensity=0.75 explored=true
                        shadow=false served=haiku deployment=haiku-eu fallback=false result=complete
                        cost-micro-usd=1023 first-byte-ms=8.5 total-ms=20.25 signal=format_sound reward=0.25
                        reward-at=2026-11-26T11:30:00Z reward-reason=too_long f0=-0.25 f1=0.5 f2=1E-7"""));
        assertThat(rows.get(0))
                .containsEntry("reward", "")
                .containsEntry("f0", "1")
                .containsEntry("f1", "");
    }

    @Test
    void narrowsByTenantAndTime() {
        put("one", AT, "demo", "1");
        put("two", AT.plusSeconds(1), "clinic", "1");
        put("old", AT.minusSeconds(8 * 86_400), "demo", "1");

        assertThat(ids(api.get(PATH + "?tenant=demo&format=csv"))).containsExactly("one");
        assertThat(ids(api.get(PATH + "?from=2026-11-01"))).containsExactly("two", "one", "old");
        assertThat(ids(api.get(PATH + "?to=2026-11-26"))).isEmpty();
    }

    @Test
    void handsOutPagesThatLeaveNothingOutAndRepeatNothing() {
        for (int i = 0; i < 2_500; i++) {
            // three at each moment, so that pages would end between them
            put("d" + i, AT.plusMillis(i / 3), "demo", "1");
        }
        List<String> all = new ArrayList<>();
        int pages = 0;
        String to = "2026-11-26T12:00:00Z";
        while (to != null) {
            Answer answer = api.get(PATH + "?limit=400&to=" + to);
            all.addAll(ids(answer));
            to = answer.headers().get("x-serai-next");
            pages++;
        }

        assertThat(all).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(pages).isBetween(6, 8);
    }

    @Test
    void endsAPageThatFindsNothingInMany() {
        List<StoredDecision> many = new ArrayList<>();
        for (int i = 0; i < 21_000; i++) {
            many.add(stored("d" + i, AT.plusNanos(i), "demo", "{}"));
        }
        api.decisions.append(many);
        put("last", AT.minusSeconds(1), "demo", "1");

        Answer first = api.get(PATH);
        Answer second = api.get(PATH + "?to=" + first.headers().get("x-serai-next"));

        assertThat(ids(first)).isEmpty();
        assertThat(ids(second)).containsExactly("last");
        assertThat(second.headers()).doesNotContainKey("x-serai-next");
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        assertThat(api.get(PATH + "?format=json").message()).isEqualTo("'format' must be csv");
        assertThat(api.get(PATH + "?limit=10001").message()).contains("1 to 10000");
        assertThat(api.get(PATH + "?model=x").status()).isEqualTo(400);
    }

    @Test
    void showsFeedbackBesideARecord() {
        put("one", AT, "demo", "1");
        api.feedback.add(
                new Feedback("one", AT, "demo", "k", "haiku", 0.25, null, Instant.parse("2026-11-26T11:30:00Z")));

        assertThat(api.get("/admin/v1/decisions/one").json().path("feedback").toString())
                .isEqualTo("{\"score\":0.25,\"reason\":null,\"key\":\"k\",\"at\":\"2026-11-26T11:30:00Z\"}");
    }

    private void put(String id, Instant at, String tenant, String features) {
        String json = """
                {"id":"%1$s","model":"auto","policy":"bandit/1","cost_micro_usd":1023,"first_byte_ms":8.5,"total_ms":20.25,
                 "signal":"format_sound",
                 "routing":{"objective":"balanced","cost_weight":0.2,"latency_weight":0.01,"explored":true,"shadow":false,
                   "fallback":false,"feature_version":"f1","features":[%2$s],
                   "candidates":[{"model":"opus","propensity":0.75},{"model":"haiku","propensity":0.25}]}}""".formatted(id, features);
        api.decisions.append(List.of(stored(id, at, tenant, json)));
    }

    private static StoredDecision stored(String id, Instant at, String tenant, String json) {
        return new StoredDecision(id, at, tenant, "haiku", "haiku-eu", "eu", "any", "eu", "complete", json);
    }

    private static List<String> ids(Answer answer) {
        return rows(answer).stream().map(row -> row.get("id")).toList();
    }

    /** The rows by the names of the columns; commas inside of quotes are shown as semicolons. */
    private static List<Map<String, String>> rows(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<String> lines = Arrays.asList(answer.text().split("\r\n", -1));
        String[] names = lines.getFirst().split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            StringBuilder plain = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char each = line.charAt(i);
                quoted ^= each == '"';
                plain.append(quoted && each == ',' ? ';' : each);
            }
            String[] cells = plain.toString().split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                row.put(names[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static Map.Entry<String, String>[] entries(String text) {
        return Arrays.stream(text.split("\\s+", -1))
                .map(each -> Map.entry(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)))
                .toArray(Map.Entry[]::new);
    }
}
