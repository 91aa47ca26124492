package gateway.call;

import gateway.Stage;
import gateway.Ticker;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Attempt;
import gateway.model.Echo;
import gateway.model.Outcome;
import gateway.model.Request;

/** Ends the walk with the answer, and learns how long it took. */
public final class Conclude implements Stage<Walk, Outcome> {
    private final Latencies latencies;
    private final Ticker ticker;

    /** Takes what learns, and the time. */
    public Conclude(Latencies latencies, Ticker ticker) {
        this.latencies = latencies;
        this.ticker = ticker;
    }

    @Override
    public Outcome apply(Walk walk) {
        if (!(walk.attempts().getLast() instanceof Attempt.Answered served)) {
            throw new IllegalStateException("nobody has answered");
        }
        String deployment = served.deployment().id();
        long bytes = bytes(walk.decision().plan().request());
        switch (served.answer()) {
            case Answer.Streamed _ -> latencies.learn(deployment, bytes, served.providerNanos());
            case Answer.Whole _, Answer.Embedded _ -> latencies.learnWhole(deployment, bytes, served.providerNanos());
        }
        return new Outcome(walk.decision(), served, walk.attempts(), ticker.nanos());
    }

    /** The size by which latencies are told apart. */
    public static long bytes(Request request) {
        if (request.original() != null) {
            return request.original().json().length();
        }
        Echo echo = request.call().echo();
        return echo == null ? 0 : echo.bytes();
    }
}
