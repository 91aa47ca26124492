package gateway.model;

import java.util.List;

/**
 * What happened to a request that was answered.
 *
 * @param decision what was decided
 * @param served the attempt that answers
 * @param attempts every attempt in order, the last one answers
 * @param readyNanos when the answer's first meaningful byte was there, in nanoseconds of the process's ticker
 */
public record Outcome(Decision decision, Attempt.Answered served, List<Attempt> attempts, long readyNanos) {
    public Outcome {
        attempts = List.copyOf(attempts);
    }

    /** This outcome with another answer. */
    public Outcome withAnswer(Answer answer) {
        return new Outcome(
                decision,
                new Attempt.Answered(served.deployment(), served.providerNanos(), answer, served.lost()),
                attempts,
                readyNanos);
    }

    /** The client's request. */
    public Request request() {
        return decision.plan().request();
    }

    /** The client's request, where it is known to be a conversation: see {@link Plan#chat}. */
    public Request.Chat chat() {
        return decision.plan().chat();
    }

    /** Own time from the whole request to the first meaningful byte, providers' time excluded, in nanoseconds. */
    public long overheadNanos() {
        long providers = 0;
        for (Attempt attempt : attempts) {
            providers += attempt.providerNanos();
        }
        return Math.max(0, readyNanos - request().call().receivedNanos() - providers);
    }
}
