package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.parity.Policy.Charge;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The policies that limit what a tenant uses. */
final class Limits {
    private static final int MOST_CALLS = 8;

    private Limits() {}

    static List<Policy> all() {
        return List.of(
                rate("requests-minute", "requests a minute", "requests-per-minute: 1", "rate_limited", Charge.NONE),
                rate("tokens-minute", "tokens a minute", "tokens-per-minute: 150", "rate_limited", Charge.NONE),
                rate("usd-day", "USD a day", "usd-per-day: 0.001", "budget_exceeded", Charge.ALL),
                new Policy(
                        "concurrent",
                        "calls at once",
                        "quota",
                        "one call at once is allowed: a second one is refused, and served after the first one's end",
                        "residency: any, limits: {usd-per-day: 1000, concurrent: 1}",
                        Charge.ALL,
                        Limits::oneAtOnce));
    }

    private static Policy rate(String id, String title, String limit, String code, Charge charge) {
        String limits = limit.startsWith("usd") ? limit : "usd-per-day: 1000, " + limit;
        return new Policy(
                id,
                title,
                "quota",
                "`" + limit + "`: answered until the next call does not fit",
                "residency: any, limits: {" + limits + "}",
                charge,
                stand -> untilRefused(stand, code));
    }

    private static Proof untilRefused(Stand stand, String code) {
        stand.served(stand.ask());
        for (int served = 1; served < MOST_CALLS; served++) {
            Ask ask = stand.ask();
            Answer answer = stand.door().ask(ask);
            if (!answer.isServed()) {
                assertThat(stand.witness().seen(ask.mark())).isEmpty();
                return stand.proof(stand.refused(answer, 429, code), served);
            }
        }
        throw new AssertionError("all calls were served");
    }

    private static Proof oneAtOnce(Stand stand) {
        Ask first = stand.ask();
        stand.witness().hold(first.mark());
        CompletableFuture<Answer> asking = stand.answering(first);
        Ask second = stand.ask();
        Answer verdict;
        try {
            stand.witness().awaitHeld(first.mark());
            verdict = stand.refused(second, 429, "rate_limited");
        } finally {
            stand.witness().release(first.mark());
        }
        stand.served(first, asking.join());
        stand.servedAgain(second);
        return stand.proof(verdict, 2);
    }
}
