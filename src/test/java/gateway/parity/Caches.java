package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.parity.Policy.Charge;
import java.util.List;

/** The policies of the cache of answers, for tenants that want one. */
final class Caches {
    private Caches() {}

    static List<Policy> all() {
        return List.of(
                new Policy(
                        "cache",
                        "kept answer",
                        "replay",
                        "the same question twice: the second answer is the first one's, no provider is called, and it costs"
                                + " nothing",
                        wanting("plain"),
                        Charge.ALL,
                        Caches::twice),
                new Policy(
                        "cache-eu",
                        "kept answer: EU",
                        "recall",
                        "the same question, then with `x-serai-residency: eu`: what was answered elsewhere is not given",
                        wanting("moved"),
                        Charge.ALL,
                        Caches::thenInTheEu),
                new Policy(
                        "cache-blocked",
                        "no kept answer",
                        "keep-answer",
                        "an answer that the output guard blocks is not kept: the same question is asked again",
                        wanting("forbidden") + ", guardrails: {general: {denied-topics: {arms: [howitzer]}}}",
                        Charge.BY_FORM,
                        Caches::blockedTwice));
    }

    private static String wanting(String kind) {
        return Policy.USUAL + ", cache: {models: {" + kind + "-%s: {ttl: 1h}}}";
    }

    private static Proof twice(Stand stand) {
        Ask ask = stand.ask();
        Answer first = stand.served(ask);
        long paid = stand.proof(first, 1).microUsd();

        Answer second = stand.served(ask.again("2"));

        assertThat(stand.witness().seen(ask.mark())).hasSize(1);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.outputTokens()).isEqualTo(first.outputTokens());
        assertThat(stand.record(each -> each.path("cache").asText().equals("hit"))
                        .path("cost_micro_usd")
                        .asLong(-1))
                .isZero();
        Proof proof = stand.proof(second, 2);
        assertThat(proof.microUsd()).isEqualTo(paid);
        return proof;
    }

    private static Proof thenInTheEu(Stand stand) {
        Ask ask = stand.ask().model(stand.model("moved"));
        stand.proof(stand.served(ask), 1);

        Answer inside = stand.served(ask.again("2").header("x-serai-residency", "eu"));

        assertThat(stand.record(each -> each.at("/receipt/residency").asText().equals("eu"))
                        .path("cache")
                        .asText())
                .isEqualTo("miss");
        return stand.proof(inside, 2);
    }

    private static Proof blockedTwice(Stand stand) {
        Ask ask = stand.ask().model(stand.model("forbidden")).header("x-serai-domain", "general");
        stand.proof(stand.door().ask(ask), 1);

        Answer second = stand.door().ask(ask.again("2"));

        assertThat(second.finish()).isEqualTo("content_filter");
        assertThat(stand.witness().seen(ask.mark())).hasSize(2);
        return stand.proof(second, 2);
    }
}
