package gateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that may go, and where it still may go. Stages only ever narrow it.
 *
 * @param request what is asked
 * @param tenant who asks
 * @param revision of the registry that the candidates are from
 * @param candidates the deployments still allowed
 * @param time how long it may take
 * @param record what was decided so far
 * @param reservation what it was promised of its budgets
 * @param screening what the guardrails say of it
 * @param recall what the cache of answers has for it
 * @param sampled takes its answer to be judged; null = it was not drawn
 */
public record Plan(
        Request request,
        Tenant tenant,
        long revision,
        List<Deployment> candidates,
        TimeBudget time,
        DecisionRecord record,
        Reservation reservation,
        Screening screening,
        Recall recall,
        @Nullable Sampled sampled) {
    public Plan {
        candidates = List.copyOf(candidates);
    }

    /** One that nothing was reserved for yet. */
    public Plan(
            Request request,
            Tenant tenant,
            long revision,
            List<Deployment> candidates,
            TimeBudget time,
            DecisionRecord record) {
        this(
                request,
                tenant,
                revision,
                candidates,
                time,
                record,
                Reservation.NONE,
                Screening.NONE,
                new Recall.Off(),
                null);
    }

    /** One that nothing was reserved for yet, and of which only the wait for the first token is bounded. */
    public Plan(
            Request request,
            Tenant tenant,
            long revision,
            List<Deployment> candidates,
            long firstTokenNanos,
            DecisionRecord record) {
        this(request, tenant, revision, candidates, TimeBudget.until(firstTokenNanos), record);
    }

    /**
     * The request, for whoever works on what only a conversation has: its answer's writers and its streams.
     *
     * @throws IllegalStateException if it is none
     */
    public Request.Chat chat() {
        return switch (request) {
            case Request.Chat chat -> chat;
            case Request.Embedding embedding -> throw new IllegalStateException(embedding + " is no conversation");
        };
    }

    /** When the first token must be there, in nanoseconds of the process's ticker. */
    public long deadlineNanos() {
        return time.firstNanos();
    }

    /** This plan with another cancellation and another time, for whoever goes on with its answer. */
    public Plan again(Request other, TimeBudget left) {
        return new Plan(other, tenant, revision, candidates, left, record, reservation, screening, recall, sampled);
    }

    /**
     * This plan without the deployments for which there is a reason against.
     *
     * @param stage who removes them
     * @param reason why a deployment may not serve; null if it may
     */
    public Plan without(String stage, Function<Deployment, @Nullable String> reason) {
        List<Deployment> kept = new ArrayList<>(candidates.size());
        List<String> removed = new ArrayList<>();
        for (Deployment candidate : candidates) {
            String against = reason.apply(candidate);
            if (against == null) {
                kept.add(candidate);
            } else {
                removed.add(candidate.id() + ": " + against);
            }
        }
        if (removed.isEmpty()) {
            return this;
        }
        return new Plan(
                request,
                tenant,
                revision,
                kept,
                time,
                record.with(new DecisionRecord.Step(stage, removed, "")),
                reservation,
                screening,
                recall,
                sampled);
    }

    /** This plan with a note of a stage that removes nothing. */
    public Plan noting(String stage, String note) {
        return new Plan(
                request,
                tenant,
                revision,
                candidates,
                time,
                record.with(new DecisionRecord.Step(stage, List.of(), note)),
                reservation,
                screening,
                recall,
                sampled);
    }

    /** This plan with what was reserved for it, and with the request as it may go. */
    public Plan reserved(Request bounded, Reservation made) {
        return new Plan(bounded, tenant, revision, candidates, time, record, made, screening, recall, sampled);
    }

    /** This plan with what the guardrails say of it, and with the request as it may go. */
    public Plan screened(Request cleaned, Screening made) {
        return new Plan(cleaned, tenant, revision, candidates, time, record, reservation, made, recall, sampled);
    }

    /** This plan with what the cache of answers has for it. */
    public Plan with(Recall found) {
        return new Plan(request, tenant, revision, candidates, time, record, reservation, screening, found, sampled);
    }

    /** This plan with what takes its answer to be judged. */
    public Plan with(Sampled drawn) {
        return new Plan(request, tenant, revision, candidates, time, record, reservation, screening, recall, drawn);
    }

    /** Whether an answer was found that need not be asked for; for routes. */
    public boolean isRecalled() {
        return recall.isHit();
    }

    /** The exception with which a stage says no to this plan. */
    public RefusedException refuse(Refusal refusal) {
        return new RefusedException(refusal, this);
    }
}
