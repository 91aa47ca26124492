package gateway.decision;

import gateway.feedback.CompletionIds;
import gateway.feedback.Signal;
import gateway.metering.Ended;
import gateway.metering.Spent;
import gateway.model.Attempt;
import gateway.model.Decision;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Routing;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.residency.ResidencyFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record needs of a call, and none of its content: many of these may wait to be written, long after the call.
 *
 * @param id the request id
 * @param at when the request was received
 * @param asked what was asked for; null if the request could not even be read
 * @param ranking what was decided; null if it did not come so far
 * @param turns what was tried, in order
 * @param served what answered; null if nothing did
 * @param end how it ended
 * @param switchesRevision of the kill switches at the end
 */
record CallFacts(
        String id,
        Instant at,
        @Nullable Asked asked,
        @Nullable Ranking ranking,
        List<Turn> turns,
        @Nullable Served served,
        End end,
        long switchesRevision) {
    /**
     * What was asked for.
     *
     * @param model the client's own word, which may be anything unless {@code known}
     * @param known whether the registry has found deployments by that word
     * @param cache what the cache of answers had for it, in a word; empty where none was asked for
     */
    record Asked(
            Tenant tenant,
            String route,
            Dialect dialect,
            boolean stream,
            String model,
            boolean known,
            Residency required,
            long revision,
            List<DecisionRecord.Step> steps,
            String cache) {
        static Asked of(Plan plan, boolean known) {
            return new Asked(
                    plan.tenant(),
                    plan.request().call().route(),
                    plan.request().call().dialect(),
                    plan.request().stream(),
                    plan.request().model(),
                    known || !plan.candidates().isEmpty(),
                    ResidencyFilter.required(plan),
                    plan.revision(),
                    plan.record().steps(),
                    plan.recall().word());
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Asked[" + tenant.id() + ", " + route + ", known=" + known + "]";
        }
    }

    /** What was decided. */
    record Ranking(String policy, double propensity, List<Deployment> ranked, Routing routing) {
        static Ranking of(Decision decision) {
            return new Ranking(decision.policy(), decision.propensity(), decision.ranked(), decision.routing());
        }
    }

    /** One deployment's turn, and what it cost or may have cost; its failure is null if it answered. */
    record Turn(Deployment deployment, long nanos, @Nullable Fault fault, long microUsd) {
        static List<Turn> of(List<Attempt> attempts, List<Spent> spent) {
            List<Turn> turns = new ArrayList<>(attempts.size());
            int at = 0;
            for (Attempt attempt : attempts) {
                Fault fault = attempt instanceof Attempt.Failed failed ? Fault.of(failed.failure()) : null;
                // what was spent stands in the order of the attempts, but for those that cost nothing
                boolean cost = at < spent.size()
                        && spent.get(at)
                                .deployment()
                                .id()
                                .equals(attempt.deployment().id());
                turns.add(new Turn(
                        attempt.deployment(),
                        attempt.providerNanos(),
                        fault,
                        cost ? spent.get(at).microUsd() : 0));
                at += cost ? 1 : 0;
            }
            return turns;
        }
    }

    /** A failure without the provider's words. */
    record Fault(Failure.Kind kind, String code, int status) {
        static Fault of(Failure failure) {
            return new Fault(failure.kind(), failure.code(), failure.status());
        }
    }

    /**
     * What answered, what it took, by which id the client knows the answer (null = none), and what can be seen of it
     * (null = nothing).
     */
    record Served(
            Deployment deployment,
            Usage usage,
            boolean estimated,
            long overheadNanos,
            long firstByteNanos,
            @Nullable String completion,
            @Nullable Signal signal) {
        /** Shows no words of a provider. */
        @Override
        public String toString() {
            return "Served[" + deployment.id() + ", " + usage + ", " + signal + "]";
        }
    }

    /**
     * How it ended.
     *
     * @param result as {@link StoredDecision#result}
     * @param status HTTP status of a refusal; 0 for none
     * @param fault why a stream broke off; null if it did not
     * @param by the kill switch that refused; null if none did
     * @param totalNanos from the whole request to the end; 0 where that is not known
     */
    record End(
            String result,
            int status,
            @Nullable Fault fault,
            @Nullable String by,
            long totalNanos) {}

    static CallFacts of(Ended ended, Instant at, long switchesRevision) {
        Outcome outcome = ended.outcome();
        Failure failure = ended.failure();
        long received = outcome.request().call().receivedNanos();
        String result = switch (ended.exit()) {
            case COMPLETE -> "complete";
            case CANCELLED -> "cancelled";
            case FAILED -> failure != null && failure.kind() == Failure.Kind.CUT ? failure.code() : "failed";
        };
        return new CallFacts(
                outcome.request().call().id(),
                at,
                Asked.of(outcome.decision().plan(), true),
                Ranking.of(outcome.decision()),
                Turn.of(outcome.attempts(), ended.spent()),
                new Served(
                        outcome.served().deployment(),
                        ended.usage(),
                        ended.estimated(),
                        outcome.overheadNanos(),
                        outcome.readyNanos() - received,
                        CompletionIds.of(ended),
                        Signal.of(ended)),
                new End(result, 0, failure == null ? null : Fault.of(failure), null, ended.endNanos() - received),
                switchesRevision);
    }

    static CallFacts of(
            String id,
            Instant at,
            int status,
            String code,
            @Nullable RefusedException cause,
            List<Spent> spent,
            long totalNanos,
            long switchesRevision) {
        Plan plan = cause == null ? null : cause.plan();
        Decision decision = cause == null ? null : cause.decision();
        String by = cause != null && cause.refusal() instanceof Refusal.SwitchedOff off ? off.what() : null;
        return new CallFacts(
                id,
                at,
                plan == null ? null : Asked.of(plan, decision != null),
                decision == null ? null : Ranking.of(decision),
                cause == null ? List.of() : Turn.of(cause.attempts(), spent),
                null,
                new End(code, status, null, by, totalNanos),
                switchesRevision);
    }

    /** What it cost, and may have cost, in micro-USD. */
    long microUsd() {
        long sum = 0;
        for (Turn turn : turns) {
            sum += turn.microUsd();
        }
        return sum;
    }

    /** Whether it is a call of somebody whose key we know. */
    boolean isTenants() {
        return asked != null && !asked.tenant().id().isEmpty();
    }
}
