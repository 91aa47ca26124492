package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import gateway.parity.Policy.Charge;
import java.util.List;

/** The policy of answers that are judged. */
final class Judges {
    private Judges() {}

    static List<Policy> all() {
        return List.of(new Policy(
                "judge",
                "judge",
                "sample-answer",
                "the tenant has every decision of the router judged: the judge is asked once, by a request of its own that"
                        + " the tenant pays; of a tenant that does not ask for it, nothing is judged",
                Policy.USUAL + ", models: [plain-%s, second-%s], routing: {judge: {model: second-%s, share: 1}}",
                Charge.NONE,
                Judges::judges));
    }

    private static Proof judges(Stand stand) {
        Answer answer = stand.served(stand.ask().model("auto"));
        assertThat(Waiting.until(Door.LONG, () -> !stand.own("judge").isEmpty()))
                .isTrue();
        JsonNode asked = stand.own("judge").getFirst();
        assertThat(stand.own("judge")).hasSize(1);
        assertThat(asked.path("model").asText()).isEqualTo(stand.model("second"));
        assertThat(asked.path("stream").asBoolean()).isFalse();
        assertThat(asked.path("cost_micro_usd").asLong()).isPositive();
        return stand.proof(answer, 2);
    }
}
