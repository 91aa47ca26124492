package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must stay in the EU stays there, whatever fails; {@code ./serai drill residency} is the long form. */
class ResidencyTest {
    private static final int CALLS = 1_000;
    private static final long SEED = 7;

    private static Residence residence;

    @BeforeAll
    static void start() {
        residence = Residence.start();
    }

    @AfterAll
    static void stop() {
        residence.close();
    }

    @Test
    void noCallLeavesTheEuWhateverFails() {
        long outside = residence.calls(false);

        Map<Integer, Integer> statuses = residence.run(CALLS, SEED);

        assertThat(residence.calls(false)).isEqualTo(outside);
        assertThat(residence.calls(true)).isGreaterThan(CALLS / 2);
        assertThat(statuses).containsKey(200);
        assertThat(statuses.keySet()).isSubsetOf(200, 429, 502);
    }

    @Test
    void noCallLeavesTheEuWithoutTheStageEither() {
        try (Residence gatesAlone = Residence.startWithoutStage()) {
            Map<Integer, Integer> statuses = gatesAlone.run(CALLS / 2, SEED);
            Reply refused = gatesAlone.askInEu(Api.OPENAI, "nowhere-near");

            assertThat(gatesAlone.calls(false)).isZero();
            assertThat(gatesAlone.calls(true)).isGreaterThan(CALLS / 4);
            assertThat(statuses.keySet()).isSubsetOf(200, 429, 502);
            assertThat(refused.header("x-serai-code")).isEqualTo("all_providers_failed");
            assertThat(refused.body()).contains("not_in_region");
        }
    }

    @Test
    void callsGoOutsideWhereNothingForbidsIt() {
        long outside = residence.calls(false);

        Reply reply = residence.askAnywhere("openai-mixed");

        assertThat(reply.header("x-serai-residency")).isEqualTo("any");
        assertThat(residence.calls(false)).isEqualTo(outside + 1);
    }

    @Test
    void refusesInOpenAiFormatWhereNoPlaceIsInTheEu() {
        Reply reply = residence.askInEu(Api.OPENAI, "nowhere-near");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("x-serai-code")).isEqualTo("no_deployment_in_region");
        assertThat(reply.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains("\"code\":\"no_deployment_in_region\"");
    }

    @Test
    void refusesInAnthropicFormatWhereNoPlaceIsInTheEu() {
        Reply reply = residence.askInEu(Api.ANTHROPIC, "nowhere-near");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("x-serai-code")).isEqualTo("no_deployment_in_region");
        assertThat(reply.body())
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"permission_error\"")
                .contains("\"request_id\"");
    }
}
