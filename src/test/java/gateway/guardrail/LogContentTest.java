package gateway.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.guardrail.GuardrailGateway.Rule;
import gateway.http.CapturedLog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that a guardrail was shown, or quotes of it, gets into a log or a metric. */
class LogContentTest {
    private static final String PROMPT = "zx84prompt";
    private static final String ANSWER = "zx84answer";
    private static final String MAIL = "zx84mail@example.org";
    private static final String ECHO = "zx84echo";

    @Test
    void showsNoContentInAnyLog() {
        try (GuardrailGateway gateway = GuardrailGateway.start(
                        Rule.CLOSED,
                        new Rule("closed", "region: eu-central-1, mode: beside, timeout: 5s"),
                        new Rule("local-only", "region: eu-central-1, timeout: 5s"),
                        "");
                CapturedLog log = CapturedLog.open()) {
            gateway.answering(ANSWER + " says " + MAIL);
            for (String found : List.of(MAIL, "simulated-word", "simulated-secret", "simulated-topic")) {
                assertThat(everywhere(gateway, PROMPT + " " + found)).doesNotContain(MAIL, found);
            }
            gateway.answering(ANSWER + " says simulated-word");
            assertThat(everywhere(gateway, PROMPT)).doesNotContain("simulated-word");
            for (String fault : List.of(
                    "\"status\":500,\"body\":\"" + ECHO + "\"",
                    "\"status\":400,\"body\":\"{\\\"message\\\":\\\"" + ECHO + "\\\"}\"",
                    "\"status\":403",
                    "\"garbage\":true",
                    "\"reset\":true")) {
                gateway.faults().put("a", "{\"dialect\":\"guardrail\"," + fault + "}");
                assertThat(everywhere(gateway, PROMPT + " " + MAIL)).doesNotContain(ECHO);
            }

            assertThat(log.loggers()).contains("gateway.calls");
            assertThat(List.of(PROMPT, ANSWER, MAIL, ECHO, "simulated-word", "simulated-secret"))
                    .flatMap(log::with)
                    .isEmpty();
            assertThat(gateway.metrics())
                    .contains("serai_guardrail_remote_duration")
                    .doesNotContain("zx84", "simulated-");
        }
    }

    /** All answers. */
    private static String everywhere(GuardrailGateway gateway, String text) {
        StringBuilder all = new StringBuilder();
        for (String domain : List.of("legal", "medical", "general")) {
            for (boolean stream : new boolean[] {false, true}) {
                all.append(gateway.ask(Api.OPENAI, domain, stream, text).body());
            }
        }
        return all.toString();
    }
}
