package gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same question is answered from what is kept: by whom it may be, and as cheap as it is. */
class CacheTest {
    private static final String KEY = TestGateway.KEY;
    private static CacheLab lab;

    @BeforeAll
    static void start() {
        lab = new CacheLab();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @AfterEach
    void takeBack() {
        lab.client().admin("DELETE", "/admin/v1/kill-switches/deployment/kept-us", TestGateway.ADMIN_KEY, "");
        lab.gateway().simulator().faults().clear();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void givesTheSameAnswerWithoutAnotherCall(Api api) {
        String question = "How long does a letter take by " + api.path() + "?";
        Reply first = lab.ask(api, KEY, "kept", question, false, Map.of());
        long calls = lab.calls();

        Reply second = lab.ask(api, KEY, "kept", question, false, Map.of());

        assertThat(first.header("x-serai-cache")).isEqualTo("miss");
        assertThat(second.header("x-serai-cache")).isEqualTo("hit");
        assertThat(second.header("age")).matches("\\d+");
        assertThat(second.header("x-serai-attempts")).isEqualTo("0");
        assertThat(second.header("x-serai-deployment")).isEqualTo("kept-us");
        assertThat(lab.calls()).isEqualTo(calls);
        assertThat(CacheLab.text(second)).isNotEmpty().isEqualTo(CacheLab.text(first));
        assertThat(CacheLab.json(second.body()).path("usage"))
                .isEqualTo(CacheLab.json(first.body()).path("usage"));
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, kept, true, true",
        "OPENAI, kept, false, true",
        "OPENAI, kept, true, false",
        "ANTHROPIC, kept, true, true",
        "ANTHROPIC, kept, false, true",
        "ANTHROPIC, kept, true, false",
        "ANTHROPIC, native, true, true",
        "ANTHROPIC, native, false, true",
        "ANTHROPIC, native, true, false",
        "OPENAI, native, false, true"
    })
    void givesItInTheFormThatIsAskedFor(Api api, String model, boolean before, boolean then) {
        String question = "Which form? %s %s %s %s".formatted(api, model, before, then);
        Reply first = lab.ask(api, KEY, model, question, before, Map.of());
        // the end of a stream is told after the client has it
        lab.record(first);

        Reply second = lab.ask(api, KEY, model, question, then, Map.of());

        assertThat(second.header("x-serai-cache")).isEqualTo("hit");
        assertThat(second.torn()).isFalse();
        assertThat(CacheLab.text(second)).isNotEmpty().isEqualTo(CacheLab.text(first));
        if (then) {
            assertThat(second.body()).contains(api == Api.OPENAI ? "[DONE]" : "event: message_stop");
            assertThat(second.body()).contains(api == Api.OPENAI ? "\"finish_reason\":\"stop\"" : "\"end_turn\"");
        }
    }

    @Test
    void costsNothingAndSaysSo() {
        Reply first = lab.ask(KEY, "kept", "What does it cost?");
        Reply second = lab.ask(KEY, "kept", "What does it cost?");

        JsonNode paid = lab.record(first);
        JsonNode free = lab.record(second);
        assertThat(paid.path("cost_micro_usd").asLong()).isPositive();
        assertThat(paid.path("cache").asText()).isEqualTo("miss");
        assertThat(free.path("cost_micro_usd").asLong(-1)).isZero();
        assertThat(free.path("cache").asText()).isEqualTo("hit");
        assertThat(free.path("policy").asText()).isEqualTo("cache/1");
        assertThat(free.path("attempts")).isEmpty();
        assertThat(free.path("usage").path("output_tokens"))
                .isEqualTo(paid.path("usage").path("output_tokens"));
        assertThat(free.path("steps").findValuesAsText("stage"))
                .contains("recall")
                .doesNotContain("choose", "call");
    }

    @Test
    void isForTenantsAndNamesThatWantIt() {
        String plain = lab.key("plain");
        lab.ask(plain, "kept", "Who wants it?");

        assertThat(lab.ask(plain, "kept", "Who wants it?").header("x-serai-cache"))
                .isEmpty();
        assertThat(lab.ask(KEY, "claude-haiku", "Who wants it?").header("x-serai-cache"))
                .isEmpty();
    }

    @Test
    void isNotSharedByTenants() {
        lab.ask(KEY, "kept", "Whose is it?");

        Reply others = lab.ask(lab.key("other"), "kept", "Whose is it?");

        assertThat(others.header("x-serai-cache")).isEqualTo("miss");
        assertThat(others.header("x-serai-attempts")).isEqualTo("1");
    }

    @Test
    void givesNothingFromOutsideToWhoMustStayInTheEu() {
        lab.ask(KEY, "kept", "Where is it?");

        Reply eu = lab.ask(Api.OPENAI, KEY, "kept", "Where is it?", false, Map.of("x-serai-residency", "eu"));
        Reply again = lab.ask(Api.OPENAI, KEY, "kept", "Where is it?", false, Map.of("x-serai-residency", "eu"));

        assertThat(eu.header("x-serai-cache")).isEqualTo("miss");
        assertThat(eu.header("x-serai-deployment")).isEqualTo("kept-eu");
        assertThat(again.header("x-serai-cache")).isEqualTo("hit");
        assertThat(again.header("x-serai-residency")).isEqualTo("eu");
    }

    @Test
    void givesNothingOfADeploymentThatIsSwitchedOff() {
        lab.ask(KEY, "kept", "Is it on?");
        lab.admin("PUT", "kill-switches/deployment/kept-us", "{\"reason\":\"a test\"}");

        Reply reply = lab.ask(KEY, "kept", "Is it on?");

        assertThat(reply.header("x-serai-cache")).isEqualTo("miss");
        assertThat(reply.header("x-serai-deployment")).isEqualTo("kept-eu");
    }

    @ParameterizedTest
    @CsvSource({
        "no-cache, bypass, hit",
        "max-age=0, miss, hit",
        "no-store, hit, hit",
        "'no-cache, no-store', bypass, hit",
        "max-age=3600, hit, hit",
        "only-if-cached, hit, hit"
    })
    void obeysTheClient(String control, String then, String after) {
        String question = "Fresh or not? " + control;
        lab.ask(KEY, "kept", question);

        Reply reply = lab.ask(Api.OPENAI, KEY, "kept", question, false, Map.of("cache-control", control));

        assertThat(reply.header("x-serai-cache")).isEqualTo(then);
        assertThat(lab.ask(KEY, "kept", question).header("x-serai-cache")).isEqualTo(after);
    }

    @Test
    void keepsNothingForAClientThatForbidsIt() {
        lab.ask(Api.OPENAI, KEY, "kept", "Keep it?", false, Map.of("cache-control", "no-store"));

        assertThat(lab.ask(KEY, "kept", "Keep it?").header("x-serai-cache")).isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"n\":2",
                "\"logprobs\":true",
                "\"web_search_options\":{}",
                "\"temperature\":0.5,\"n\":3",
            })
    void looksForNothingWhereAnAnswerIsMoreThanItsText(String field) {
        String body = CacheLab.body("kept", "What form has it?", false).replaceFirst("\\{", "{" + field + ",");

        Reply reply = lab.client().post(Api.OPENAI, KEY, Map.of(), body);

        assertThat(reply.header("x-serai-cache")).isEqualTo("bypass");
    }

    @Test
    void looksForNothingWhileToolsAreAtWork() {
        String body = """
                {"model":"kept","messages":[{"role":"user","content":"Weather?"},
                {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"w","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"rain"}],
                "tools":[{"type":"function","function":{"name":"w","parameters":{"type":"object"}}}]}
                """.replace("\n", "");

        assertThat(lab.client().post(Api.OPENAI, KEY, Map.of(), body).header("x-serai-cache"))
                .isEqualTo("bypass");
    }

    @Test
    void keepsNoAnswerThatBrokeOff() {
        lab.gateway().simulator().faults().put("cut", "{\"model\":\"native-1\",\"cutAfterChunks\":3}");
        Reply broken = lab.ask(Api.ANTHROPIC, KEY, "native", "Will it end?", true, Map.of());
        lab.record(broken);
        lab.gateway().simulator().faults().clear();

        Reply then = lab.ask(Api.ANTHROPIC, KEY, "native", "Will it end?", true, Map.of());

        assertThat(then.header("x-serai-cache")).isEqualTo("miss");
    }

    @Test
    void judgesAKeptAnswerByTodaysRules() {
        String key = lab.key("strict");
        Map<String, String> general = Map.of("x-serai-domain", "general");
        lab.gateway()
                .simulator()
                .faults()
                .put(
                        "words",
                        "{\"model\":\"kept-us\",\"text\":\"Well, for that one would take a howitzer, I suppose.\"}");
        Reply passed = lab.ask(Api.OPENAI, key, "kept", "How to open the gate?", false, general);
        assertThat(CacheLab.text(passed)).contains("howitzer");
        lab.admin("PUT", "tenants/strict", """
                {"residency":"any","cache":{"models":{"kept":{"ttl":"1h"}}},
                 "guardrails":{"general":{"denied-topics":{"arms":["howitzer"]}}}}""");

        Reply whole = lab.ask(Api.OPENAI, key, "kept", "How to open the gate?", false, general);
        Reply streamed = lab.ask(Api.OPENAI, key, "kept", "How to open the gate?", true, general);

        for (Reply reply : new Reply[] {whole, streamed}) {
            assertThat(reply.header("x-serai-cache")).isEqualTo("hit");
            assertThat(reply.body()).contains("content_filter").doesNotContain("howitzer");
        }
    }

    @Test
    void keepsPlaceholdersAndGivesEachCallerItsOwnDataBack() {
        Reply anna = lab.ask(KEY, "kept", "Write to anna.lindqvist@nordlicht.example about the invoice");
        Reply bert = lab.ask(KEY, "kept", "Write to bert.ohm@suedwind.example about the invoice");

        assertThat(anna.header("x-serai-cache")).isEqualTo("miss");
        assertThat(CacheLab.text(anna)).contains("anna.lindqvist@nordlicht.example");
        assertThat(bert.header("x-serai-cache")).isEqualTo("hit");
        assertThat(CacheLab.text(bert)).contains("bert.ohm@suedwind.example").doesNotContain("anna", "EMAIL_1");
    }

    @Test
    void forgetsWhatAnAdministratorWantsForgotten() {
        String key = lab.key("other");
        lab.ask(key, "kept", "Will it last?");
        assertThat(lab.ask(key, "kept", "Will it last?").header("x-serai-cache"))
                .isEqualTo("hit");

        String tenant = lab.admin("DELETE", "tenants/other/cache", "");

        assertThat(CacheLab.json(tenant).at("/cache/not-before").asText()).isNotEmpty();
        assertThat(lab.ask(key, "kept", "Will it last?").header("x-serai-cache"))
                .isEqualTo("miss");
        assertThat(lab.ask(key, "kept", "Will it last?").header("x-serai-cache"))
                .isEqualTo("hit");
        assertThat(lab.admin("GET", "audit", "")).contains("forget-answers", "tenant/other");
    }

    @Test
    void givesTheAnswerToALikeQuestionToTheNextButNotToAnother() {
        Reply first = lab.ask(KEY, "faq", "What are the opening hours of the museum on Sundays?");
        Reply like =
                lab.ask(KEY, "faq", "Hello, could you tell me: what are the opening hours of the museum on sundays");
        Reply number = lab.ask(KEY, "faq", "What are the opening hours of the museum on Mondays?");

        assertThat(like.header("x-serai-cache")).isEqualTo("hit");
        assertThat(CacheLab.text(like)).isEqualTo(CacheLab.text(first));
        assertThat(lab.record(like).path("steps").toString()).contains("likeness 0.");
        assertThat(number.header("x-serai-cache")).isEqualTo("miss");
    }
}
