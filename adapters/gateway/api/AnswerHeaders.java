package gateway.api;

import gateway.killswitch.SwitchSource;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Outcome;
import gateway.model.Recall;
import gateway.model.Request;
import gateway.model.Reservation;
import gateway.model.Residency;
import gateway.wire.LostFields;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of an answer: who served it, how, and what is left. Thread-safe. */
final class AnswerHeaders {
    private final Dialect dialect;
    private final SwitchSource switches;
    private final InstantSource clock;

    /**
     * Takes what it tells.
     *
     * @param dialect whose names the headers of rates have
     * @param switches for their revision
     * @param clock by which rates begin anew
     */
    AnswerHeaders(Dialect dialect, SwitchSource switches, InstantSource clock) {
        this.dialect = dialect;
        this.switches = switches;
        this.clock = clock;
    }

    /** Those of an outcome, by their names; may be added to. */
    Map<String, String> of(Outcome outcome) {
        Deployment served = outcome.served().deployment();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-serai-decision", outcome.request().call().id());
        headers.put("x-serai-model", served.model());
        headers.put("x-serai-provider", served.provider());
        headers.put("x-serai-deployment", served.id());
        headers.put("x-serai-region", served.region());
        headers.put("x-serai-residency", served.residency() == Residency.EU ? "eu" : "any");
        headers.put("x-serai-attempts", Integer.toString(attempts(outcome)));
        headers.put("x-serai-overhead-us", Long.toString(outcome.overheadNanos() / 1_000));
        headers.put(
                "x-serai-revision",
                outcome.decision().plan().revision() + "." + switches.current().revision());
        if (!outcome.served().lost().isEmpty()) {
            headers.put(
                    "x-serai-translation",
                    String.join(
                            ",",
                            LostFields.told(
                                    outcome.request().call(), outcome.served().lost())));
        }
        cache(headers, outcome.decision().plan().recall());
        Integer bound = switch (outcome.request()) {
            case Request.Chat chat -> chat.outputBound();
            case Request.Embedding embedding -> null;
        };
        if (bound != null) {
            headers.put("x-serai-max-output-tokens", bound.toString());
        }
        Reservation reservation = outcome.decision().plan().reservation();
        RateHeaders.put(headers, dialect, reservation.rates(), clock.instant());
        return headers;
    }

    private static void cache(Map<String, String> headers, Recall recall) {
        if (!recall.word().isEmpty()) {
            headers.put("x-serai-cache", recall.word());
        }
        if (recall instanceof Recall.Hit hit) {
            headers.put("age", Long.toString(Math.max(0, hit.age().toSeconds())));
        }
    }

    /** How many deployments were really called. */
    private static int attempts(Outcome outcome) {
        int called = 0;
        for (Attempt attempt : outcome.attempts()) {
            if (attempt.called()) {
                called++;
            }
        }
        return called;
    }
}
