package gateway.quota;

import gateway.Stage;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.Request;
import gateway.quota.Claims.Amounts;
import gateway.token.InputTokens;
import gateway.token.TokenCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reserves what the request may cost at most, of all its budgets and rates at once, or refuses it. Where the estimate
 * of its input does not fit, the input is counted exactly, if that can be done. Deployments whose account has no room
 * now are left out as long as there are others.
 */
public final class QuotaReserver implements Stage<Plan, Plan> {
    private static final String STAGE = "quota";

    private final QuotaBooks books;
    private final OpenReservations open;
    private final TokenCounter counter;
    private final InstantSource clock;

    /**
     * Takes what it reserves by.
     *
     * @param books the leases
     * @param open is given every reservation, until its end
     * @param counter counts input
     * @param clock tells when a limit has room again
     */
    public QuotaReserver(QuotaBooks books, OpenReservations open, TokenCounter counter, InstantSource clock) {
        this.books = books;
        this.open = open;
        this.counter = counter;
        this.clock = clock;
    }

    @Override
    public Plan apply(Plan plan) {
        boolean limited = !plan.tenant().quota().isUnlimited();
        Request request = limited ? bounded(plan) : plan.request();
        InputTokens input = counter.count(request, plan.candidates());
        CallReservation reservation = reservation(plan, request, input);
        Plan left = steered(plan, reservation.worst()).reserved(request, reservation);
        if (!limited) {
            open.add(request.call().id(), reservation);
            return left;
        }
        Reserved reserved = reservation.reserve(left.candidates());
        if (reserved instanceof Reserved.Full full && full.claim().measure().countsInput()) {
            InputTokens exact = counter.exact(input);
            if (exact != null) {
                reservation = reservation(plan, request, exact);
                left = left.reserved(request, reservation);
                reserved = reservation.reserve(left.candidates());
            }
        }
        while (reserved instanceof Reserved.Full full) {
            left = cheaper(left, reservation.worst(), full);
            reserved = reservation.reserve(left.candidates());
        }
        if (reserved instanceof Reserved.Unreachable) {
            throw left.refuse(new Refusal.LedgerUnavailable());
        }
        open.add(request.call().id(), reservation);
        return left.noting(STAGE, note(request, reservation));
    }

    private CallReservation reservation(Plan plan, Request request, InputTokens input) {
        return new CallReservation(books, plan.tenant(), new WorstCase(request, input), counter, clock);
    }

    /** The request with a bound of its answer, without which nothing could be reserved. */
    private static Request bounded(Plan plan) {
        return switch (plan.request()) {
            case Request.Chat chat
            when chat.sampling().maxOutputTokens() == null ->
                chat.bounded(plan.tenant().quota().defaultMaxOutput());
            case Request.Chat chat -> chat;
            case Request.Embedding embedding -> embedding;
        };
    }

    private Plan steered(Plan plan, WorstCase worst) {
        Set<String> full = new HashSet<>();
        for (Deployment candidate : plan.candidates()) {
            if (accountIsFull(candidate, worst)) {
                full.add(candidate.id());
            }
        }
        return full.isEmpty() || full.size() == plan.candidates().size()
                ? plan
                : plan.without(
                        STAGE, candidate -> full.contains(candidate.id()) ? "the account's limit is used up" : null);
    }

    private boolean accountIsFull(Deployment candidate, WorstCase worst) {
        List<Claim> claims = Claims.ofAccount(candidate, new Amounts(0, worst.tokens(candidate), 1));
        if (claims.isEmpty()) {
            return false;
        }
        for (Reserved.Full each : books.of(Claims.account(candidate)).left(claims)) {
            if (each.left() < each.claim().amount()) {
                return true;
            }
        }
        return false;
    }

    /** The plan with the deployments that fit into what is left, where the tenant wants that. */
    private Plan cheaper(Plan plan, WorstCase worst, Reserved.Full full) {
        Quota quota = plan.tenant().quota();
        boolean money = full.claim().measure().isMoney();
        if (money && quota.onBudget() == OnBudget.DEGRADE && isAuto(plan)) {
            List<Deployment> fitting = new ArrayList<>();
            for (Deployment candidate : plan.candidates()) {
                if (worst.microUsd(candidate) <= full.left()) {
                    fitting.add(candidate);
                }
            }
            if (!fitting.isEmpty() && fitting.size() < plan.candidates().size()) {
                return plan.without(STAGE, candidate -> fitting.contains(candidate) ? null : "too dear for the budget");
            }
        }
        throw plan.refuse(refusal(full, clock.instant()));
    }

    private static boolean isAuto(Plan plan) {
        String model = plan.request().model();
        return model.equals("auto") || model.startsWith("auto:");
    }

    private static String note(Request request, CallReservation reservation) {
        Integer bound = switch (request) {
            case Request.Chat chat -> chat.outputBound();
            case Request.Embedding embedding -> null;
        };
        return reservation.microUsd() + " micro-USD reserved"
                + (bound == null ? "" : ", answer bound to " + bound + " tokens");
    }

    /** What a client is told of a limit without room. */
    static Refusal refusal(Reserved.Full full, Instant now) {
        String limit = LimitNames.of(full.claim());
        return full.claim().measure().isMoney()
                ? new Refusal.BudgetExceeded(limit, until(full, now))
                : new Refusal.RateLimited(limit, until(full, now));
    }

    /** Calls at once end at any time. */
    private static Duration until(Reserved.Full full, Instant now) {
        return full.claim().measure() == Measure.CONCURRENT
                ? Duration.ofSeconds(1)
                : Duration.between(now, full.ends());
    }

    /** The same as the failure of an attempt that was not made. */
    static @Nullable Failure failure(Reserved reserved, Instant now) {
        return switch (reserved) {
            case Reserved.Held held -> null;
            case Reserved.Unreachable unreachable -> Failure.of(Failure.Kind.OVER_LIMIT, "ledger_unavailable");
            case Reserved.Full full ->
                new Failure(
                        Failure.Kind.OVER_LIMIT,
                        0,
                        full.claim().scope().startsWith("account/")
                                ? "account_limit"
                                : full.claim().measure().isMoney() ? "budget_exceeded" : "rate_limited",
                        new Redacted(LimitNames.of(full.claim())),
                        until(full, now));
        };
    }
}
