package gateway.api;

import gateway.Stage;
import gateway.api.HttpReply.Payload;
import gateway.killswitch.SwitchSource;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Original;
import gateway.model.Outcome;
import gateway.model.Recall;
import gateway.model.Reservation;
import gateway.model.Residency;
import gateway.wire.ClientCodec;
import gateway.wire.LostFields;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an answer in a client's dialect; the provider's own bytes, where it speaks the same. */
public final class WriteAnswer implements Stage<Outcome, HttpReply> {
    private final ClientCodec codec;
    private final SwitchSource switches;
    private final InstantSource clock;

    /** Takes the dialect, the switches for their revision, and the clock by which rates begin anew. */
    public WriteAnswer(ClientCodec codec, SwitchSource switches, InstantSource clock) {
        this.codec = codec;
        this.switches = switches;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(Outcome outcome) {
        Map<String, String> headers = headers(outcome);
        return switch (outcome.served().answer()) {
            case Answer.Whole whole -> {
                headers.put("content-type", "application/json");
                yield new HttpReply(200, headers, new Payload.Bytes(body(outcome, whole)));
            }
            case Answer.Streamed streamed -> {
                headers.put("content-type", "text/event-stream; charset=utf-8");
                headers.put("cache-control", "no-cache");
                headers.put("x-accel-buffering", "no");
                String id = outcome.request().call().id();
                yield new HttpReply(
                        200,
                        headers,
                        new Payload.Events(streamed, codec.events(outcome), failure -> Problems.of(failure, id)));
            }
        };
    }

    private Buffer body(Outcome outcome, Answer.Whole whole) {
        Original original = whole.original();
        return original != null && original.dialect() == codec.dialect()
                ? Buffer.buffer(original.json())
                : Buffer.buffer(codec.write(outcome, whole.completion()));
    }

    private Map<String, String> headers(Outcome outcome) {
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
                    outcome.served().lost().stream()
                            .map(LostFields::plain)
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        cache(headers, outcome.decision().plan().recall());
        Integer bound = outcome.request().outputBound();
        if (bound != null) {
            headers.put("x-serai-max-output-tokens", bound.toString());
        }
        Reservation reservation = outcome.decision().plan().reservation();
        RateHeaders.put(headers, codec.dialect(), reservation.rates(), clock.instant());
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
