package gateway.quota;

import gateway.metering.AttemptCosts;
import gateway.metering.Spent;
import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Rates;
import gateway.model.Request;
import gateway.model.Reservation;
import gateway.model.Tenant;
import gateway.quota.Claims.Amounts;
import gateway.token.TokenCounter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one request has reserved. Thread-safe. */
final class CallReservation implements Reservation {
    private final QuotaBooks books;
    private final Tenant tenant;
    private final TokenCounter counter;
    private final InstantSource clock;
    private final LeaseBook own;
    private final Map<String, Hold> byModel = new HashMap<>();
    private final Map<String, Hold> byAccount = new HashMap<>();
    private WorstCase worst;
    private Hold caller = Hold.NOTHING;
    private @Nullable String pinned;
    private long microUsd;
    private long tokens;
    private boolean settled;

    CallReservation(QuotaBooks books, Tenant tenant, WorstCase worst, TokenCounter counter, InstantSource clock) {
        this.books = books;
        this.tenant = tenant;
        this.worst = worst;
        this.counter = counter;
        this.clock = clock;
        this.own = books.of("tenant/" + tenant.id());
    }

    synchronized WorstCase worst() {
        return worst;
    }

    synchronized long microUsd() {
        return microUsd;
    }

    /** Reserves the first attempt, whichever of the deployments it will be. */
    synchronized Reserved reserve(List<Deployment> candidates) {
        Amounts amounts = new Amounts(
                candidates.stream().mapToLong(worst::microUsd).max().orElse(0),
                candidates.stream().mapToLong(worst::tokens).max().orElse(0),
                1);
        String model = candidates.getFirst().model();
        boolean one =
                candidates.stream().allMatch(candidate -> candidate.model().equals(model));
        pinned = one ? model : null;
        Reserved reserved = claim(amounts);
        if (reserved instanceof Reserved.Held) {
            microUsd = amounts.microUsd();
            tokens = amounts.tokens();
        }
        return reserved;
    }

    /** Reserves for the caller, and for the one model if there is but one. */
    private Reserved claim(Amounts amounts) {
        List<Claim> claims = Claims.ofCaller(tenant, amounts);
        int callers = claims.size();
        String model = pinned;
        if (model != null) {
            claims.addAll(Claims.ofModel(tenant, model, amounts));
        }
        Reserved reserved = own.reserve(claims);
        if (reserved instanceof Reserved.Held held) {
            List<Hold.Part> parts = held.hold().parts();
            caller = caller.and(new Hold(parts.subList(0, callers)));
            if (model != null) {
                byModel.merge(model, new Hold(parts.subList(callers, parts.size())), Hold::and);
            }
        }
        return reserved;
    }

    @Override
    public synchronized @Nullable Failure begin(Deployment next, List<Attempt> before) {
        if (settled) {
            // it had no end for so long that it was booked as its worst case: nobody would settle more
            return Failure.of(Failure.Kind.NOT_CALLED, "reservation_expired");
        }
        List<Spent> sunk = AttemptCosts.of(worst.input(), before);
        Reserved reserved = more(next, sunk);
        if (reserved instanceof Reserved.Held) {
            reserved = ofModel(next);
        }
        if (reserved instanceof Reserved.Held) {
            reserved = ofAccount(next);
        }
        return QuotaReserver.failure(reserved, clock.instant());
    }

    @Override
    public synchronized void changed(Request request) {
        worst = new WorstCase(request, counter.again(request, worst.input()));
    }

    /** What the attempt may cost on top of what is reserved. */
    private Reserved more(Deployment next, List<Spent> sunk) {
        long needMicroUsd = Spent.microUsd(sunk) + worst.microUsd(next);
        long needTokens = Spent.tokens(sunk) + worst.tokens(next);
        Amounts lacking = new Amounts(Math.max(0, needMicroUsd - microUsd), Math.max(0, needTokens - tokens), 0);
        if (lacking.microUsd() == 0 && lacking.tokens() == 0) {
            return new Reserved.Held(Hold.NOTHING);
        }
        Reserved reserved = claim(lacking);
        if (reserved instanceof Reserved.Held) {
            microUsd += lacking.microUsd();
            tokens += lacking.tokens();
        }
        return reserved;
    }

    /** Where there are several models, each attempt counts against the limits of its own. */
    private Reserved ofModel(Deployment next) {
        if (pinned != null) {
            return new Reserved.Held(Hold.NOTHING);
        }
        long calls = byModel.containsKey(next.model()) ? 0 : 1;
        Amounts amounts = new Amounts(worst.microUsd(next), worst.tokens(next), calls);
        Reserved reserved = own.reserve(Claims.ofModel(tenant, next.model(), amounts));
        if (reserved instanceof Reserved.Held held) {
            byModel.merge(next.model(), held.hold(), Hold::and);
        }
        return reserved;
    }

    private Reserved ofAccount(Deployment next) {
        List<Claim> claims = Claims.ofAccount(next, new Amounts(0, worst.tokens(next), 1));
        if (claims.isEmpty()) {
            return new Reserved.Held(Hold.NOTHING);
        }
        String account = Claims.account(next);
        return switch (books.of(account).reserve(claims)) {
            case Reserved.Held held -> {
                byAccount.merge(account, held.hold(), Hold::and);
                yield held;
            }
            case Reserved.Full full -> full;
            // accounts steer the choice, and the provider itself guards them
            case Reserved.Unreachable _ -> new Reserved.Held(Hold.NOTHING);
        };
    }

    /** Books what was spent, once. */
    synchronized void settle(List<Spent> spent) {
        if (settled) {
            return;
        }
        settled = true;
        own.settle(caller, counter -> used(counter, spent));
        byModel.forEach((model, hold) -> own.settle(
                hold,
                counter -> used(counter, only(spent, place -> place.model().equals(model)))));
        byAccount.forEach((account, hold) -> books.of(account)
                .settle(
                        hold,
                        counter -> counter.measure() == Measure.REQUESTS_MINUTE
                                ? reserved(hold, counter)
                                : used(
                                        counter,
                                        only(
                                                spent,
                                                place -> Claims.account(place).equals(account)))));
    }

    /** Books all that was reserved. */
    synchronized void settleWorst() {
        if (settled) {
            return;
        }
        settled = true;
        own.settle(caller, counter -> reserved(caller, counter));
        byModel.values().forEach(hold -> own.settle(hold, counter -> reserved(hold, counter)));
        byAccount.forEach((account, hold) -> books.of(account).settle(hold, counter -> reserved(hold, counter)));
    }

    @Override
    public Rates rates() {
        List<Claim> claims = Claims.ofCaller(tenant, new Amounts(0, 0, 0));
        claims.removeIf(claim -> !claim.measure().isRate());
        Rates.@Nullable Rate requests = null;
        Rates.@Nullable Rate used = null;
        for (Reserved.Full each : own.left(claims)) {
            Rates.Rate rate = new Rates.Rate(each.claim().limit(), each.left(), each.ends());
            if (each.claim().measure() == Measure.REQUESTS_MINUTE) {
                requests = lesser(requests, rate);
            } else {
                used = lesser(used, rate);
            }
        }
        return new Rates(requests, used);
    }

    private static Rates.Rate lesser(Rates.@Nullable Rate one, Rates.Rate other) {
        return one != null && one.remaining() <= other.remaining() ? one : other;
    }

    private static long used(Counter counter, List<Spent> spent) {
        return switch (counter.measure()) {
            case USD_DAY, USD_MONTH -> Spent.microUsd(spent);
            case TOKENS_MINUTE -> Spent.tokens(spent);
            case REQUESTS_MINUTE -> 1;
            case CONCURRENT -> 0;
        };
    }

    private static long reserved(Hold hold, Counter counter) {
        if (counter.measure() == Measure.CONCURRENT) {
            return 0;
        }
        long sum = 0;
        for (Hold.Part part : hold.parts()) {
            sum += part.slice().counter().isLike(counter) ? part.amount() : 0;
        }
        return sum;
    }

    private static List<Spent> only(List<Spent> spent, Predicate<Deployment> where) {
        List<Spent> some = new ArrayList<>();
        for (Spent each : spent) {
            if (where.test(each.deployment())) {
                some.add(each);
            }
        }
        return some;
    }
}
