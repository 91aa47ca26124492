package gateway.parity;

import static gateway.parity.Policy.Charge.ALL;
import static gateway.parity.Policy.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The policies of time. */
final class Deadlines {
    private Deadlines() {}

    static List<Policy> all() {
        return List.of(
                new Policy(
                        "deadline",
                        "deadline",
                        "answer-to-call",
                        "`x-serai-deadline-ms: 700` and a provider that says nothing",
                        USUAL,
                        ALL,
                        stand -> stand.proof(
                                stand.refused(
                                        stand.door()
                                                .ask(stand.ask()
                                                        .model(stand.model("silent"))
                                                        .header("x-serai-deadline-ms", "700")),
                                        504,
                                        "deadline_exceeded"),
                                0)),
                new Policy(
                        "late",
                        "soft deadline",
                        "finish-in-time",
                        "`x-serai-deadline-ms: 1500` and a provider that is slow: a whole answer is refused; a stream ends"
                                + " early with `length`, and with an error by `x-serai-on-deadline: error`",
                        USUAL,
                        Policy.Charge.NONE,
                        Deadlines::late));
    }

    private static Proof late(Stand stand) {
        if (!stand.door().streams()) {
            return stand.proof(stand.refused(late(stand, "finish"), 504, "deadline_exceeded"), 0);
        }
        Answer early = stand.refused(late(stand, "finish"), Answer.OK, "");
        assertThat(early.text()).isNotEmpty();
        assertThat(early.finish()).isEqualTo("length");
        Answer cut = stand.refused(late(stand, "error"), Answer.OK, "deadline_exceeded");
        assertThat(cut.text()).isNotEmpty();
        return stand.proof(cut, 1);
    }

    private static Answer late(Stand stand, String then) {
        return stand.door()
                .ask(stand.ask()
                        .model(stand.model("slow"))
                        .header("x-serai-deadline-ms", "1500")
                        .header("x-serai-on-deadline", then));
    }
}
