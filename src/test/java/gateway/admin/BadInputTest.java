package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.admin.AdminApi.Answer;
import gateway.control.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to the admin API: a clear 4xx, and nothing is changed. */
class BadInputTest {
    private static final String PRICE = "{\"input\":1,\"cache-read\":1,\"cache-write\":1,\"cache-write-1h\":1,"
            + "\"output\":2,\"taken\":\"2026-11-26\"}";
    private static final String PLACE = "\"provider\":\"openai\",\"upstream-name\":\"x\",\"region\":\"global\","
            + "\"residency\":\"any\",\"priority\":0,\"weight\":1,\"price\":" + PRICE;
    private static final String PLACED = "{\"model\":\"gpt-5-nano\"," + PLACE + "}";
    private static final String MODEL =
            "{\"context-tokens\":1000,\"max-output-tokens\":100,\"deployments\":{\"new-one\":{" + PLACE + "}}}";
    private static final String TENANT = "{\"residency\":\"eu\"}";
    private static final String KEY = "{\"tenant\":\"demo\"}";
    private static final String ADMINISTRATOR = "{\"role\":\"viewer\"}";

    /** What makes no sense on any path that takes a body. */
    private static final List<String> NO_BODY = List.of(
            "nonsense",
            "[]",
            "7",
            "null",
            "{",
            "{\"a\":1}",
            "{\"a\":1,\"a\":2}",
            "{\"residency\":\"eu\",\"residency\":\"eu\"}",
            "{\"model\":{\"a\":[1]}}",
            "{} {}",
            "\u0000{}",
            "{\"a\":NaN}",
            "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "{\"x\":" + "9".repeat(2_000) + "}");

    private static final List<String> BODIED = List.of(
            "PUT /admin/v1/models/new",
            "PUT /admin/v1/deployments/new",
            "PUT /admin/v1/aliases/new",
            "PUT /admin/v1/active-models",
            "PUT /admin/v1/tenants/new",
            "POST /admin/v1/keys",
            "POST /admin/v1/keys/demo/rotate",
            "PUT /admin/v1/keys/demo/limits",
            "POST /admin/v1/administrators",
            "PUT /admin/v1/kill-switches/provider/openai");

    /**
     * A request that must be refused.
     *
     * @param operation method and path
     * @param body what is sent
     * @param status what must come
     * @param words part of the message
     */
    record Bad(String operation, String body, int status, String words) {
        @Override
        public String toString() {
            return operation + " " + (body.length() > 80 ? body.substring(0, 80) + "..." : body);
        }
    }

    private final AdminApi api = new AdminApi();

    static Stream<Bad> bodies() {
        List<Bad> all = new ArrayList<>();
        for (String operation : BODIED) {
            NO_BODY.forEach(body -> all.add(new Bad(operation, body, 400, "")));
            all.add(new Bad(operation, "{\"x\":\"" + "y".repeat(1_000_000) + "\"}", 413, "larger than"));
            if (!operation.endsWith("/rotate")) {
                all.add(new Bad(operation, "", 400, "the body is empty"));
            }
            if (!operation.endsWith("/rotate") && !operation.endsWith("/limits")) {
                all.add(new Bad(operation, "{}", 400, ""));
            }
        }
        return all.stream();
    }

    static Stream<Bad> registry() {
        return Stream.of(
                bad("PUT /admin/v1/models/new", MODEL.replace("1000", "\"1000\""), "context-tokens must be a whole"),
                bad("PUT /admin/v1/models/new", MODEL.replace("1000", "1e3"), "context-tokens must be a whole number"),
                bad("PUT /admin/v1/models/new", MODEL.replace("1000", "-1"), "context-tokens must be at least 1"),
                bad("PUT /admin/v1/models/new", MODEL.replace("1000", "99999999999"), "context-tokens must be a whole"),
                bad("PUT /admin/v1/models/new", MODEL.replace("1000", "10"), "must not be more than context-tokens"),
                bad(
                        "PUT /admin/v1/models/new",
                        MODEL.replace("context-tokens", "context"),
                        "context-tokens is missing"),
                bad("PUT /admin/v1/models/new", MODEL.replace("context-tokens", "contextTokens"), "did you mean"),
                bad("PUT /admin/v1/models/new", MODEL.replace("openai", "opena"), "did you mean openai?"),
                bad("PUT /admin/v1/models/new", MODEL.replace("\"any\"", "\"eu\""), "models.new"),
                bad("PUT /admin/v1/models/new", MODEL.replace("\"any\"", "\"mars\""), "residency must be one of"),
                bad("PUT /admin/v1/models/new", MODEL.replace("2026-11-26", "2026-02-30"), "taken must be a day"),
                bad(
                        "PUT /admin/v1/models/new",
                        MODEL.replace("\"output\":2", "\"output\":-2"),
                        "output must be at least"),
                bad("PUT /admin/v1/models/new", MODEL.replace("new-one", "New_One"), "lower-case letters"),
                bad(
                        "PUT /admin/v1/models/new",
                        MODEL.replace("new-one", "a/b"),
                        "deployment ids have 1 to 100 letters"),
                bad("PUT /admin/v1/models/new", MODEL.replace("new-one", "gpt-5-nano-openai"), "belongs to the model"),
                bad(
                        "PUT /admin/v1/models/new",
                        MODEL.replace("\"provider\"", "\"endpoint\":\"https://evil.example\",\"provider\""),
                        "calls evil.example, which is not in gateway.egress.hosts"),
                bad("PUT /admin/v1/models/new", MODEL.replace("{" + PLACE + "}", "null"), "must be a section"),
                bad("PUT /admin/v1/models/new", MODEL.replace("{" + PLACE + "}", PLACED), "without 'model'"),
                bad("PUT /admin/v1/models/new", "{\"deployments\":{}}", "must name at least one deployment"),
                bad("PUT /admin/v1/models/new", "{\"deployments\":[]}", "'deployments' must hold"),
                bad("PUT /admin/v1/models/auto", MODEL, "must not be called auto"),
                bad("PUT /admin/v1/models/claude-haiku", MODEL, "is a model's id"),
                bad("PUT /admin/v1/models/New", MODEL, "lower-case letters"),
                bad("PUT /admin/v1/models/a%2Fb", MODEL, "model ids have 1 to 100 letters"),
                bad("PUT /admin/v1/models/%2E%2E%2Fx", MODEL, "model ids have 1 to 100 letters"),
                bad("PUT /admin/v1/models/a%00b", MODEL, "model ids have 1 to 100 letters"),
                bad("PUT /admin/v1/models/%C3%A4", MODEL, "model ids have 1 to 100 letters"),
                bad("PUT /admin/v1/models/" + "a".repeat(101), MODEL, "model ids have 1 to 100 letters"),
                bad(
                        "PUT /admin/v1/deployments/new",
                        PLACED.replace("gpt-5-nano", "gpt-9"),
                        "must be the id of a model"),
                bad(
                        "PUT /admin/v1/deployments/new",
                        PLACED.replace("\"gpt-5-nano\"", "7"),
                        "must be the id of a model"),
                bad("PUT /admin/v1/deployments/new", PLACED.replace("weight", "wait"), "wait is unknown"),
                bad("PUT /admin/v1/deployments/a%2Fb", PLACED, "deployment ids have 1 to 100 letters"),
                bad("PUT /admin/v1/deployments/gpt-5-nano-openai", PLACED.replace("-nano", ".4-mini"), "at least one"),
                bad("PUT /admin/v1/aliases/new", "{\"model\":\"gpt-9\"}", "points to the unknown model gpt-9"),
                bad("PUT /admin/v1/aliases/new", "{\"model\":\"gpt-5-nano\",\"x\":1}", "nothing else"),
                bad("PUT /admin/v1/aliases/gpt-5-nano", "{\"model\":\"gpt-4o-mini\"}", "is a model's id"),
                bad("PUT /admin/v1/aliases/auto", "{\"model\":\"gpt-4o-mini\"}", "must not be called auto"),
                bad("PUT /admin/v1/aliases/a%20b", "{\"model\":\"gpt-4o-mini\"}", "alias ids have 1 to 100 letters"),
                bad("PUT /admin/v1/active-models", "{\"models\":[\"gpt-9\"]}", "names the unknown model 'gpt-9'"),
                bad("PUT /admin/v1/active-models", "{\"models\":[7]}", "names the unknown model '7'"),
                bad("PUT /admin/v1/active-models", "{\"models\":[]}", "must name a model"),
                bad("PUT /admin/v1/active-models", "{\"models\":\"gpt-5-nano\"}", "a list"),
                bad("DELETE /admin/v1/models/claude-haiku-4-5", "", "points to the unknown model"));
    }

    static Stream<Bad> tenants() {
        String soon = "\"until\":\"2026-12-01T00:00:00Z\"";
        return Stream.of(
                bad("PUT /admin/v1/tenants/new", TENANT.replace("eu", "mars"), "residency must be one of"),
                bad(
                        "PUT /admin/v1/tenants/new",
                        "{\"residency\":\"eu\",\"models\":[\"gpt-9\"]}",
                        "unknown model gpt-9"),
                bad("PUT /admin/v1/tenants/new", "{\"residency\":\"eu\",\"models\":\"x\"}", "models must be a list"),
                bad("PUT /admin/v1/tenants/new", "{\"residency\":\"eu\",\"domain\":\"x\"}", "domain must be legal"),
                bad("PUT /admin/v1/tenants/new", "{\"residency\":\"eu\",\"teams\":{\"A B\":{}}}", "lower-case letters"),
                bad(
                        "PUT /admin/v1/tenants/new",
                        "{\"residency\":\"eu\",\"teams\":{\"a\":{\"x\":1}}}",
                        "teams.a.x is unknown"),
                bad("PUT /admin/v1/tenants/New", TENANT, "lower-case letters"),
                bad("PUT /admin/v1/tenants/a%2Fb", TENANT, "tenant ids have 1 to 100 letters"),
                bad("POST /admin/v1/keys", KEY.replace("demo", "nobody"), "names the unknown tenant 'nobody'"),
                bad(
                        "POST /admin/v1/keys",
                        "{\"tenant\":\"demo\",\"team\":\"x\"}",
                        "which is no team of the tenant demo"),
                bad(
                        "POST /admin/v1/keys",
                        "{\"tenant\":\"demo\",\"models\":[\"gpt-9\"]}",
                        "'gpt-9', which is no model"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"models\":\"x\"}", "models must be a list"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"name\":7}", "name must be a text"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"name\":\"a\\nb\"}", "no control characters"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"name\":\"a\\u001b[2J\"}", "no control characters"),
                bad(
                        "POST /admin/v1/keys",
                        "{\"tenant\":\"demo\",\"name\":\"" + "x".repeat(101) + "\"}",
                        "100 characters"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"residency\":\"us\"}", "residency must be one of"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"until\":\"2026-02-30T00:00:00Z\"}", "an instant"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"until\":\"+99999-01-01T00:00:00Z\"}", "an instant"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"until\":1}", "an instant"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"until\":\"2026-11-26T12:00:00Z\"}", "in the future"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"id\":\"mine\"}", "'id' is unknown"),
                bad("POST /admin/v1/keys", "{\"tenant\":\"demo\",\"created\":\"x\"}", "'created' is unknown"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":\"long\"}", "a span of 0s to 90d"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":\"-1h\"}", "a span of 0s to 90d"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":\"PT-1H\"}", "a span of 0s to 90d"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":\"91d\"}", "a span of 0s to 90d"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":24}", "a span of 0s to 90d"),
                bad("POST /admin/v1/keys/demo/rotate", "{\"overlap\":\"1h\"," + soon + "}", "nothing else"),
                bad("POST /admin/v1/administrators", ADMINISTRATOR.replace("viewer", "king"), "role must be one of"),
                bad("POST /admin/v1/administrators", "{\"role\":\"viewer\",\"id\":\"admin\"}", "not taken"),
                bad("POST /admin/v1/administrators", "{\"role\":\"viewer\",\"id\":\"settings\"}", "not taken"),
                bad("POST /admin/v1/administrators", "{\"role\":\"viewer\",\"id\":\"A/b\"}", "'id' must be lower-case"),
                bad("POST /admin/v1/administrators", "{\"role\":\"viewer\",\"id\":7}", "'id' must be lower-case"));
    }

    static Stream<Bad> unknown() {
        String weird = "%2E%2E%2F%00%0A" + "z".repeat(500);
        return Stream.of("no-such", "a%2Fb", "%F0%9F%98%80", weird)
                .flatMap(id -> Stream.of(
                        "GET /admin/v1/models/" + id,
                        "DELETE /admin/v1/models/" + id,
                        "GET /admin/v1/deployments/" + id,
                        "DELETE /admin/v1/deployments/" + id,
                        "DELETE /admin/v1/aliases/" + id,
                        "GET /admin/v1/tenants/" + id,
                        "DELETE /admin/v1/tenants/" + id,
                        "GET /admin/v1/keys/" + id,
                        "DELETE /admin/v1/keys/" + id,
                        "POST /admin/v1/keys/" + id + "/rotate",
                        "GET /admin/v1/administrators/" + id,
                        "DELETE /admin/v1/administrators/" + id,
                        "POST /admin/v1/administrators/" + id + "/rotate",
                        "GET /admin/v1/decisions/" + id,
                        "GET /admin/v1/kill-switches/model/" + id,
                        "DELETE /admin/v1/kill-switches/model/" + id))
                .map(operation -> new Bad(operation, "", 404, "there is no "));
    }

    static Stream<Bad> queries() {
        List<Bad> all = new ArrayList<>();
        for (String operation : List.of("audit?before=", "decisions?from=", "decisions?to=", "residency?from=")) {
            for (String moment : List.of(
                    "",
                    "yesterday",
                    "2026-02-30",
                    "2026-11-26T25:00:00Z",
                    "7",
                    "2026-11-26T12:00:00",
                    "%2B99999-01-01")) {
                all.add(new Bad("GET /admin/v1/" + operation + moment, "", 400, "'"));
            }
        }
        for (String limit : List.of("0", "-1", "1001", "x", "1.5", "99999999999999")) {
            all.add(new Bad("GET /admin/v1/audit?limit=" + limit, "", 400, "'limit' must be"));
            all.add(new Bad("GET /admin/v1/decisions?limit=" + limit, "", 400, "'limit' must be"));
        }
        all.add(bad("GET /admin/v1/residency?from=2026-11-02&to=2026-11-01", "", "'from' must lie before 'to'"));
        all.add(bad("GET /admin/v1/decisions?tenant=%zz", "", "the query is malformed"));
        all.add(bad("GET /admin/v1/decisions?tenant=a&tenant=b", "", "must be given once"));
        all.add(bad("GET /admin/v1/decisions?tenant=" + "a".repeat(201), "", "1 to 200 characters"));
        all.add(bad("GET /admin/v1/decisions?colour=red", "", "tenant, model, result, from, to, limit"));
        for (String day : List.of("", "today", "2026-02-30", "2026-11-26T12:00:00Z", "%2B99999-01-01", "1969-12-31")) {
            all.add(bad("GET /admin/v1/usage?from=" + day, "", "'from' must"));
            all.add(bad("GET /admin/v1/usage?to=" + day, "", "'to' must"));
        }
        for (String columns : List.of("tenants", "tenant,tenant", "tenant,", ",", "tenant;model", "TENANT")) {
            all.add(bad("GET /admin/v1/usage?by=" + columns, "", "'by' must name some of tenant, team, key, model"));
        }
        all.add(bad("GET /admin/v1/usage?from=2026-11-02&to=2026-11-02", "", "'from' must lie before 'to'"));
        all.add(bad("GET /admin/v1/usage?from=2026-12-02", "", "'from' must lie before 'to'"));
        all.add(bad("GET /admin/v1/usage?from=2025-11-01&to=2026-11-30", "", "at most 366 days"));
        all.add(bad("GET /admin/v1/usage?format=xml", "", "'format' must be json, csv or text"));
        all.add(bad("GET /admin/v1/usage?limit=3", "", "from, to, tenant, team, key, model, by, format"));
        all.add(bad("GET /admin/v1/models?x=1", "", "takes no query"));
        all.add(bad("GET /admin/v1/status?x", "", "takes no query"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource({"bodies", "registry", "tenants", "unknown", "queries"})
    void refusesItClearlyAndChangesNothing(Bad bad) {
        Documents before = api.store.documents();
        String[] parts = bad.operation().split(" ", -1);

        Answer refused = api.call(parts[0], parts[1], AdminApi.ADMIN_KEY, bad.body(), Map.of());

        assertThat(refused.status()).as(refused.text()).isEqualTo(bad.status());
        assertThat(refused.message()).contains(bad.words()).hasSizeBetween(10, 1_500);
        assertThat(api.store.documents()).isEqualTo(before);
        assertThat(api.store.entries()).isEmpty();
        assertThat(api.switchStore.thrown()).isEmpty();
        assertThat(api.snapshot.data().revision()).isEqualTo(before.revision());
    }

    private static Bad bad(String operation, String body, String words) {
        return new Bad(operation, body, 400, words);
    }
}
