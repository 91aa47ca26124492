package gateway.guardrail;

import static gateway.failover.Client.Api.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Reply;
import gateway.guardrail.GuardrailGateway.Rule;
import org.junit.jupiter.api.Test;

/** A guardrail that fails again and again is not waited for any more, and no other suffers for it. */
class BreakerTest {
    private static final int FAILURES = 5;

    @Test
    void opensForOneGuardrailAlone() {
        Rule prompts = new Rule("closed", "region: eu-central-1, output: false, timeout: 5s");
        try (GuardrailGateway gateway = GuardrailGateway.start(
                prompts,
                prompts,
                new Rule("local-only", "region: eu-central-1, output: false, timeout: 5s"),
                "  breaker: {minimum-calls: " + FAILURES + ", open: 10m}\n")) {
            gateway.faults().put("legal", "{\"model\":\"guardlegal\",\"status\":500}");
            gateway.faults().put("general", "{\"model\":\"guardgeneral\",\"status\":500}");

            for (int i = 0; i < FAILURES; i++) {
                assertThat(gateway.ask(OPENAI, "legal", false, "Good morning").body())
                        .contains("server_error");
                assertThat(gateway.ask(OPENAI, "general", false, "Good morning").status())
                        .isEqualTo(200);
            }
            gateway.faults().clear();
            Reply closed = gateway.ask(OPENAI, "legal", false, "Good morning");
            Reply open = gateway.ask(OPENAI, "general", false, "Good morning");
            Reply other = gateway.ask(OPENAI, "medical", false, "Good morning");

            assertThat(closed.status()).isEqualTo(503);
            assertThat(closed.body()).contains("breaker_open");
            assertThat(open.status()).isEqualTo(200);
            assertThat(other.status()).isEqualTo(200);
            assertThat(gateway.guardrailCalls("legal")).isEqualTo(FAILURES);
            assertThat(gateway.guardrailCalls("general")).isEqualTo(FAILURES);
            assertThat(gateway.guardrailCalls("medical")).isEqualTo(1);
            assertThat(gateway.routes())
                    .contains("guardrail-guardlegal-eu-central-1", "guardrail-guardmedical-eu-central-1");
            assertThat(gateway.metrics())
                    .contains("serai_guardrail_breaker_state{guardrail=\"guardlegal-eu-central-1\"} 2.0");
        }
    }

    @Test
    void staysClosedForWhatIsNoFaultOfTheService() {
        try (GuardrailGateway gateway = GuardrailGateway.start(
                new Rule("closed", "region: eu-central-1, output: false, timeout: 5s"),
                Rule.CLOSED,
                Rule.CLOSED,
                "  breaker: {minimum-calls: 2, open: 10m}\n")) {
            for (int status : new int[] {403, 404, 400, 429}) {
                gateway.faults().put("legal", "{\"model\":\"guardlegal\",\"status\":" + status + "}");
                gateway.ask(OPENAI, "legal", false, "Good morning");
                gateway.ask(OPENAI, "legal", false, "Good morning");
            }
            gateway.faults().clear();

            assertThat(gateway.ask(OPENAI, "legal", false, "Good morning").status())
                    .isEqualTo(200);
        }
    }
}
