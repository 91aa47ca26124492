package gateway.parity;

import static gateway.parity.Policy.Charge.ALL;
import static gateway.parity.Policy.Charge.BY_FORM;
import static gateway.parity.Policy.Charge.WHOLE;
import static gateway.parity.Policy.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** The policies of the matrix; those of limits, content and time stand beside. */
final class Policies {
    private static final String NOBODY = "sk-serai-nobody-0123456789abcdef0123456789abcdef";

    private Policies() {}

    /** All columns, in the order of the chain. */
    static List<Policy> all() {
        return Stream.of(
                        keys(),
                        residency(),
                        switches(),
                        Limits.all(),
                        Guards.all(),
                        Caches.all(),
                        Judges.all(),
                        choices(),
                        Deadlines.all(),
                        calls())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Policy> keys() {
        return List.of(
                new Policy(
                        "unknown-key",
                        "unknown key",
                        "admission",
                        "a key that nobody has: no provider is called, nothing is charged",
                        USUAL,
                        ALL,
                        stand -> new Proof(
                                stand.refused(stand.ask().key(NOBODY), 401, "invalid_api_key"), stand.charged())),
                new Policy(
                        "revoked-key",
                        "revoked key",
                        "admission",
                        "one call is answered, then the key is revoked; by WebSocket on an open connection, and while a job waits",
                        USUAL,
                        ALL,
                        stand -> {
                            Site.Key key = stand.newKey();
                            Answer served = stand.served(stand.ask().key(key.value()));
                            Ask ask = stand.ask().key(key.value()).connected(() -> stand.revoke(key));
                            return new Proof(
                                    stand.refused(ask, 401, "invalid_api_key"),
                                    stand.proof(served, 1).microUsd());
                        }));
    }

    private static List<Policy> residency() {
        return List.of(
                new Policy(
                        "eu-none",
                        "EU: nowhere to go",
                        "residency",
                        "a tenant of the EU asks for a model that has no deployment there",
                        "residency: eu, limits: {usd-per-day: 1000}",
                        ALL,
                        stand -> stand.proofOf(
                                "residency", stand.refused(stand.ask(), 403, "no_deployment_in_region"), 0)),
                new Policy(
                        "eu-only",
                        "EU: only there",
                        "residency",
                        "`x-serai-residency: eu` for a model whose first deployment is elsewhere: that one is never called,"
                                + " and is called without the header",
                        USUAL,
                        ALL,
                        Policies::staysInTheEu));
    }

    private static Proof staysInTheEu(Stand stand) {
        Ask ask = stand.ask().model(stand.model("moved"));
        stand.served(ask.header("x-serai-residency", "eu"));
        assertThat(calls(stand, "moved")).isZero();
        JsonNode record = stand.record(each -> each.has("receipt"));
        assertThat(record.at("/receipt/residency").asText()).isEqualTo("eu");
        assertThat(record.at("/receipt/region").asText()).isEqualTo("eu-central-1");

        Answer elsewhere = stand.served(ask);

        assertThat(calls(stand, "moved")).isEqualTo(1);
        return stand.proof(elsewhere, 2);
    }

    private static long calls(Stand stand, String kind) {
        return stand.door()
                .site()
                .simulator()
                .counts()
                .startedFor(Overlay.upstream(kind, stand.door().id()));
    }

    private static List<Policy> switches() {
        return Stream.concat(
                        Stream.of("tenant", "route", "model", "provider").map(Policies::killSwitch),
                        Stream.of(new Policy(
                                "cut",
                                "switch that cuts",
                                "obey-switches",
                                "a switch of mode `cut` is thrown while the provider answers: before the first byte of a"
                                        + " whole answer, after the first text of a stream",
                                USUAL,
                                WHOLE,
                                Policies::cuts)))
                .toList();
    }

    private static Policy killSwitch(String scope) {
        return new Policy(
                "off-" + scope,
                "switch: " + scope,
                "kill-switch",
                "the " + scope + " is switched off: refused, no provider is called; served once it is on again",
                USUAL,
                ALL,
                stand -> {
                    String path = scope + "/"
                            + switch (scope) {
                                case "tenant" -> stand.tenant();
                                case "route" -> stand.door().route();
                                case "model" -> stand.model("plain");
                                default -> "p-" + stand.door().id();
                            };
                    Ask ask = stand.ask();
                    Answer verdict;
                    try {
                        verdict = stand.refused(
                                ask.connected(() -> stand.throwSwitch(path, "drain")), 503, "switched_off");
                    } finally {
                        stand.takeSwitchBack(path);
                    }
                    stand.servedAgain(ask);
                    return stand.proofOf("kill-switch", verdict, 1);
                });
    }

    private static Proof cuts(Stand stand) {
        String path = "tenant/" + stand.tenant();
        Runnable cut = () -> stand.throwSwitch(path, "cut");
        if (stand.door().streams()) {
            Answer verdict =
                    stand.door().ask(stand.ask().model(stand.model("slow")).begun(cut));
            stand.takeSwitchBack(path);
            assertThat(verdict.text()).isNotEmpty();
            return stand.proof(stand.refused(verdict, Answer.OK, "switched_off"), 0);
        }
        Ask ask = stand.ask();
        stand.witness().hold(ask.mark());
        var asking = stand.asking(ask);
        stand.witness().awaitHeld(ask.mark());
        cut.run();
        Answer verdict = stand.refused(asking.join(), 503, "switched_off");
        stand.witness().release(ask.mark());
        stand.takeSwitchBack(path);
        stand.servedAgain(ask);
        return stand.proof(verdict, 1);
    }

    private static List<Policy> choices() {
        return List.of(
                new Policy(
                        "bandit",
                        "routing decision",
                        "choose",
                        "`auto` over two models: the record has route, candidates, policy and propensity",
                        USUAL + ", models: [plain-%s, second-%s]",
                        ALL,
                        stand -> {
                            Answer answer = stand.served(stand.ask().model("auto"));
                            JsonNode record = stand.record(each -> each.has("receipt"));
                            assertThat(record.path("policy").asText()).startsWith("bandit");
                            assertThat(record.path("propensity").asDouble())
                                    .isGreaterThan(0)
                                    .isLessThanOrEqualTo(1);
                            assertThat(record.at("/routing/candidates")).hasSize(2);
                            assertThat(stand.own("judge")).isEmpty();
                            return stand.proof(answer, 1);
                        }),
                new Policy(
                        "experiment",
                        "experiment",
                        "experiment",
                        "the tenant gives all requests for one model to another one: that one answers, and the record names"
                                + " the arm",
                        USUAL + ", routing: {experiments: {plain-%s: {arms: {old: {model: plain-%s, weight: 0},"
                                + " new: {model: second-%s, weight: 1}}}}}",
                        BY_FORM,
                        stand -> {
                            Answer answer = stand.served(stand.ask());
                            JsonNode record = stand.record(each -> each.has("receipt"));
                            assertThat(record.at("/receipt/deployment").asText())
                                    .startsWith(stand.model("second"));
                            assertThat(record.path("steps").toString()).contains("arm new");
                            return stand.proof(answer, 1);
                        }));
    }

    private static List<Policy> calls() {
        return List.of(
                new Policy(
                        "failover",
                        "failover",
                        "keep-going",
                        "the first deployment breaks off after five chunks, `x-serai-failover: continue`: another one"
                                + " answers, in the middle of a stream too; for vectors the first one fails",
                        USUAL,
                        BY_FORM,
                        stand -> {
                            Answer answer = stand.served(
                                    stand.ask().model(stand.model("broken")).header("x-serai-failover", "continue"));
                            if (stand.door().speaks()) {
                                assertThat(answer.text())
                                        .startsWith("This is the Serai provider simulator ("
                                                + Overlay.upstream(
                                                        "whole", stand.door().id()));
                            } else {
                                assertThat(stand.record(each -> each.has("receipt"))
                                                .at("/receipt/deployment")
                                                .asText())
                                        .startsWith("whole-");
                            }
                            return stand.proof(answer, 1);
                        }),
                new Policy(
                        "metering",
                        "metering",
                        "meter",
                        "the same request: usage told, record, and the ledger",
                        USUAL,
                        ALL,
                        stand -> {
                            Answer answer = stand.served(stand.ask());
                            JsonNode record = stand.record(each -> each.has("receipt"));
                            assertThat(answer.inputTokens())
                                    .isPositive()
                                    .isEqualTo(record.at("/usage/input_tokens").asLong());
                            assertThat(answer.outputTokens())
                                    .isEqualTo(record.at("/usage/output_tokens").asLong());
                            assertThat(answer.outputTokens() > 0)
                                    .isEqualTo(stand.door().speaks());
                            Proof proof = stand.proof(answer, 1);
                            long input = stand.door().speaks() ? 1 : Vectors.PRICE;
                            assertThat(proof.microUsd())
                                    .isEqualTo(input * answer.inputTokens() + 10 * answer.outputTokens());
                            return proof;
                        }));
    }
}
