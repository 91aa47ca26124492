package gateway.guardrail;

import static gateway.failover.Client.Api.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.guardrail.GuardrailGateway.Rule;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a guardrail says of prompts and answers holds on every surface, whole and streamed. */
class VerdictTest {
    private static final String MAIL = "jo.doe@example.org";
    private static final String SAFE = "The weather is fine today and nothing else is to be said about it. ";

    private static GuardrailGateway gateway;

    @BeforeAll
    static void start() {
        gateway = GuardrailGateway.start(
                Rule.CLOSED,
                new Rule("closed", "region: eu-central-1, mode: beside, timeout: 5s"),
                new Rule("closed", "region: us-east-1, timeout: 5s"),
                "");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void clear() {
        gateway.faults().clear();
        gateway.counts().reset();
    }

    @ParameterizedTest
    @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
    void showsTheProviderWhatTheGuardrailMadeOfThePrompt(Api api, boolean stream) {
        Reply reply = gateway.ask(api, "legal", stream, "Write to " + MAIL + " please");

        assertThat(reply.status()).isEqualTo(200);
        // the simulator repeats what it was told
        assertThat(joined(reply)).contains("Write to {EMAIL} please").doesNotContain(MAIL);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
    void refusesAPromptThatIsBlockedBeforeAnyProviderIsCalled(Api api, boolean stream) {
        Reply reply = gateway.ask(api, "legal", stream, "Tell me about the simulated-topic");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("x-serai-code")).isEqualTo("blocked_by_guardrail");
        assertThat(reply.body()).contains("denied topic Simulated in prompt");
        assertThat(gateway.guardrailCalls("legal")).isEqualTo(1);
        assertThat(gateway.providerCalls()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
    void refusesWhenTheVerdictComesBesideTheCall(Api api, boolean stream) {
        Reply reply = gateway.ask(api, "medical", stream, "Tell me about the simulated-topic");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("x-serai-code")).isEqualTo("blocked_by_guardrail");
        assertThat(reply.body()).doesNotContain("You said");
        assertThat(gateway.providerCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void letsNothingOutBeforeTheVerdictThatComesBesideTheCall(boolean stream) {
        gateway.faults().put("a-slow", "{\"model\":\"guardmedical\",\"firstByteDelayMs\":400,\"times\":1}");

        Reply reply = gateway.ask(OPENAI, "medical", stream, "Good morning");

        assertThat(joined(reply)).contains("You said: Good morning");
        assertThat(reply.took().toMillis()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void blocksWhatShouldHaveBeenMaskedWhenTheProviderHasSeenIt() {
        Reply reply = gateway.ask(OPENAI, "medical", false, "Write to " + MAIL);

        assertThat(reply.header("x-serai-code")).isEqualTo("blocked_by_guardrail");
        assertThat(reply.body()).doesNotContain(MAIL);
    }

    @ParameterizedTest
    @CsvSource({"OPENAI,false", "OPENAI,true", "ANTHROPIC,false", "ANTHROPIC,true"})
    void givesTheClientWhatTheGuardrailMadeOfTheAnswer(Api api, boolean stream) {
        gateway.answering(SAFE.repeat(12) + "Ask " + MAIL + " about it. " + SAFE.repeat(12));

        Reply reply = gateway.ask(api, "legal", stream, "Good morning");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(joined(reply))
                .contains(SAFE.repeat(12) + "Ask {EMAIL} about it. " + SAFE.repeat(11))
                .doesNotContain(MAIL);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI,false,content_filter",
        "OPENAI,true,content_filter",
        "ANTHROPIC,false,refusal",
        "ANTHROPIC,true,refusal"
    })
    void endsAnAnswerThatIsBlocked(Api api, boolean stream, String finish) {
        gateway.answering(SAFE.repeat(12) + "Now the simulated-topic is told about. " + SAFE.repeat(12));

        Reply reply = gateway.ask(api, "legal", stream, "Good morning");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains(finish).doesNotContain("simulated-topic");
        assertThat(reply.torn()).isFalse();
        // what was judged before has gone out already, if it is a stream
        assertThat(joined(reply).contains(SAFE.strip())).isEqualTo(stream);
    }

    @Test
    void refusesARequestThatMustStayInTheEuWhenItsGuardrailIsElsewhere() {
        Reply european = gateway.ask("mistral-small-2603", "general", Map.of("x-serai-residency", "eu"));
        Reply anywhere = gateway.ask("mistral-small-2603", "general", Map.of());

        assertThat(european.status()).isEqualTo(503);
        assertThat(european.body()).contains("not_in_the_eu");
        assertThat(anywhere.status()).isEqualTo(200);
        // prompt and answer of the second
        assertThat(gateway.guardrailCalls("general")).isEqualTo(2);
        assertThat(gateway.counts().startedFor("mistral-small-2603")).isEqualTo(1);
    }

    @Test
    void obeysTheKillSwitchOfTheProvider() {
        gateway.admin("PUT", "/admin/v1/kill-switches/provider/bedrock", "{\"reason\":\"test\",\"mode\":\"drain\"}");
        Reply off = gateway.ask(OPENAI, "legal", false, "Good morning");
        gateway.admin("DELETE", "/admin/v1/kill-switches/provider/bedrock", "");
        Reply on = gateway.ask(OPENAI, "legal", false, "Good morning");

        assertThat(off.status()).isEqualTo(503);
        assertThat(off.body()).contains("switched_off");
        assertThat(on.status()).isEqualTo(200);
    }

    /** The text of an answer, whichever format it has. */
    private static String joined(Reply reply) {
        StringBuilder text = new StringBuilder();
        for (String line : reply.body().lines().toList()) {
            for (String key : new String[] {"\"content\":\"", "\"text\":\""}) {
                int at = line.indexOf(key);
                if (at >= 0) {
                    text.append(line, at + key.length(), line.indexOf('"', at + key.length()));
                }
            }
        }
        return text.toString();
    }
}
