package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.metering.Spent;
import gateway.model.Attempt;
import gateway.model.Call;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Limits;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Usage;
import gateway.token.TokenCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuotaReserverTest {
    /** Nothing for input, one micro-USD for each token of output. */
    private static final Price BY_OUTPUT = new Price(0, 0, 0, 0, 1_000_000);

    private static final Deployment PLAIN = priced("plain", BY_OUTPUT);
    private static final Deployment DEAR = Examples.ofModel("opus", priced("dear", new Price(0, 0, 0, 0, 10_000_000)));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-26T11:00:10Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final MemoryLedger ledger = new MemoryLedger();
    private final Told told = new Told();
    private final QuotaTimes times =
            new QuotaTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMinutes(20));
    private final OpenReservations open = new OpenReservations(() -> now.get().toEpochMilli() * 1_000_000, times, told);
    private int requests;

    @Test
    void reservesTheWorstCaseAndBooksWhatWasReallySpent() {
        QuotaReserver quota = quota(0);
        Plan plan = quota.apply(asking(usdPerDay(10_000), 100, PLAIN));

        assertThat(plan.record().steps().getLast().note()).isEqualTo("100 micro-USD reserved");
        end(plan, PLAIN, 30);
        assertThat(spentOf("tenant/demo#usd-day#2026-11-26")).isEqualTo(30);
    }

    @Test
    void refusesWhatDoesNotFitIntoTheBudgetUntilTheTenantsNextDay() {
        QuotaReserver quota = quota(0);
        quota.apply(asking(usdPerDay(250), 100, PLAIN));
        quota.apply(asking(usdPerDay(250), 100, PLAIN));

        Refusal refusal = refusal(quota, asking(usdPerDay(250), 100, PLAIN));

        assertThat(refusal)
                .isEqualTo(new Refusal.BudgetExceeded(
                        "the budget of 0.00025 USD per day of the tenant demo",
                        Duration.between(NOON, Instant.parse("2026-11-26T23:00:00Z"))));
        quota.apply(asking(usdPerDay(250), 50, PLAIN));
    }

    @Test
    void leavesNothingReservedWhereOneOfSeveralLimitsHasNoRoom() {
        QuotaReserver quota = quota(0);
        Quota tight = new Quota(BERLIN, OnBudget.REFUSE, 80, 4096, money(1_000), Limits.NONE, money(50), Map.of());

        assertThat(refusal(quota, asking(tight, 100, PLAIN)))
                .isInstanceOfSatisfying(
                        Refusal.BudgetExceeded.class,
                        exceeded -> assertThat(exceeded.budget()).endsWith("of the key demo-key"));

        // all of the tenant's budget is there still
        quota.apply(asking(usdPerDay(1_000), 1_000, PLAIN));
    }

    @Test
    void refusesMoreRequestsInAMinuteThanAllowed() {
        QuotaReserver quota = quota(0);
        Quota three = limits(new Limits(null, null, 3L, null, null));
        for (int i = 0; i < 3; i++) {
            end(quota.apply(asking(three, 10, PLAIN)), PLAIN, 10);
        }

        assertThat(refusal(quota, asking(three, 10, PLAIN)))
                .isEqualTo(new Refusal.RateLimited(
                        "the limit of 3 requests per minute of the tenant demo", Duration.ofSeconds(50)));
        now.set(NOON.plusSeconds(50));
        quota.apply(asking(three, 10, PLAIN));
    }

    @Test
    void countsCallsAtOnceUntilTheyEnd() {
        QuotaReserver quota = quota(0);
        Quota two = limits(new Limits(null, null, null, null, 2L));
        Plan first = quota.apply(asking(two, 10, PLAIN));
        quota.apply(asking(two, 10, PLAIN));

        assertThat(refusal(quota, asking(two, 10, PLAIN))).isInstanceOf(Refusal.RateLimited.class);
        end(first, PLAIN, 10);
        quota.apply(asking(two, 10, PLAIN));
    }

    @Test
    void givesBackTokensOfTheMinuteThatWereNotUsed() {
        QuotaReserver quota = quota(0);
        Quota tokens = limits(new Limits(null, null, null, 1_000L, null));
        Plan first = quota.apply(asking(tokens, 900, PLAIN));
        assertThat(refusal(quota, asking(tokens, 500, PLAIN))).isInstanceOf(Refusal.RateLimited.class);

        end(first, PLAIN, 100);

        Plan second = quota.apply(asking(tokens, 500, PLAIN));
        assertThat(second.reservation().rates().tokens()).isNotNull().satisfies(rate -> {
            assertThat(rate.limit()).isEqualTo(1_000);
            assertThat(rate.remaining()).isBetween(300L, 400L);
            assertThat(rate.reset()).isEqualTo(Instant.parse("2026-11-26T11:01:00Z"));
        });
    }

    @Test
    void boundsAnAnswerForWhichTheClientNamesNoneOnlyWhereSomethingIsLimited() {
        QuotaReserver quota = quota(0);

        Plan limited = quota.apply(asking(usdPerDay(100_000), null, PLAIN));
        Plan unlimited = quota.apply(asking(Quota.NONE, null, PLAIN));

        assertThat(limited.request().outputBound()).isEqualTo(4_096);
        assertThat(limited.request().sampling().maxOutputTokens()).isEqualTo(4_096);
        assertThat(limited.record().steps().getLast().note())
                .isEqualTo("4096 micro-USD reserved, answer bound to 4096 tokens");
        assertThat(unlimited.request().outputBound()).isNull();
        assertThat(ledger.calls()).isEqualTo(1);
    }

    @Test
    void goesOnWithCheaperModelsWhereTheTenantWantsThat() {
        QuotaReserver quota = quota(0);
        Quota degrade = new Quota(BERLIN, OnBudget.DEGRADE, 80, 4096, money(500), Limits.NONE, Limits.NONE, Map.of());

        Plan plan = quota.apply(asking("auto", degrade, 100, DEAR, PLAIN));

        assertThat(plan.candidates()).containsExactly(PLAIN);
        assertThat(refusal(quota, asking("auto", usdPerDay(500), 100, DEAR, PLAIN)))
                .isInstanceOf(Refusal.BudgetExceeded.class);
        assertThat(refusal(quota, asking("opus", degrade, 100, DEAR))).isInstanceOf(Refusal.BudgetExceeded.class);
    }

    @Test
    void holdsTheLimitsOfAModelForWhicheverIsCalled() {
        QuotaReserver quota = quota(0);
        Quota ofOpus = new Quota(
                BERLIN, OnBudget.REFUSE, 80, 4096, Limits.NONE, Limits.NONE, Limits.NONE, Map.of("opus", money(500)));

        Plan auto = quota.apply(asking("auto", ofOpus, 100, DEAR, PLAIN));

        assertThat(auto.reservation().begin(DEAR, List.of()))
                .isNotNull()
                .extracting(Failure::code)
                .isEqualTo("budget_exceeded");
        assertThat(auto.reservation().begin(PLAIN, List.of())).isNull();
        assertThat(refusal(quota, asking("opus", ofOpus, 100, DEAR))).isInstanceOf(Refusal.BudgetExceeded.class);
    }

    @Test
    void reservesAnotherAttemptOnTopOfWhatTheFirstMayHaveCost() {
        Deployment both = priced("both", new Price(1_000_000, 0, 0, 0, 1_000_000));
        QuotaReserver quota = quota(0);
        Plan plan = quota.apply(asking(usdPerDay(100_000), 100, both));
        List<Attempt> timedOut = List.of(new Attempt.Failed(both, 5, Failure.of(Failure.Kind.TIMEOUT, "timeout")));
        List<Attempt> refused =
                List.of(new Attempt.Failed(both, 5, Failure.of(Failure.Kind.BROKEN, 503, "overloaded")));

        assertThat(plan.reservation().begin(both, refused)).isNull();
        assertThat(plan.reservation().begin(both, timedOut)).isNull();

        open.refused(plan.request().call().id(), timedOut);
        assertThat(spentOf("tenant/demo#usd-day")).isPositive().isLessThan(100);
    }

    @Test
    void doesNotMakeAnAttemptThatIsNotCovered() {
        QuotaReserver quota = quota(0);
        Plan plan = quota.apply(asking(usdPerDay(150), 100, PLAIN));

        Failure failure = plan.reservation().begin(DEAR, List.of());

        assertThat(failure).isNotNull().satisfies(why -> {
            assertThat(why.kind()).isEqualTo(Failure.Kind.OVER_LIMIT);
            assertThat(why.code()).isEqualTo("budget_exceeded");
        });
    }

    @Test
    void leavesOutDeploymentsWhoseAccountIsUsedUpAsLongAsThereAreOthers() {
        Deployment limited = withAccountLimit("limited", 1);
        QuotaReserver quota = quota(0);
        Plan first = quota.apply(asking(Quota.NONE, 10, limited, PLAIN));
        assertThat(first.candidates()).containsExactly(limited, PLAIN);
        assertThat(first.reservation().begin(limited, List.of())).isNull();

        Plan second = quota.apply(asking(Quota.NONE, 10, limited, PLAIN));

        assertThat(second.candidates()).containsExactly(PLAIN);
        assertThat(quota.apply(asking(Quota.NONE, 10, limited)).reservation().begin(limited, List.of()))
                .isNotNull()
                .extracting(Failure::code)
                .isEqualTo("account_limit");
    }

    @Test
    void refusesAllWhileTheLedgerCannotBeReachedAndNothingIsLeased() {
        QuotaReserver quota = quota(0);
        ledger.fail(MemoryLedger.Fault.UNREACHABLE);

        assertThat(refusal(quota, asking(usdPerDay(1_000), 100, PLAIN))).isEqualTo(new Refusal.LedgerUnavailable());
        assertThat(refusal(quota, asking(usdPerDay(1_000), 100, PLAIN))).isEqualTo(new Refusal.LedgerUnavailable());
        assertThat(ledger.calls()).as("nobody waits for it at once again").isEqualTo(1);
    }

    @Test
    void servesFromItsLeaseWhileTheLedgerCannotBeReached() {
        QuotaReserver quota = quota(0);
        quota.apply(asking(usdPerDay(100_000), 100, PLAIN));
        ledger.fail(MemoryLedger.Fault.UNREACHABLE);

        quota.apply(asking(usdPerDay(100_000), 100, PLAIN));

        now.set(NOON.plusSeconds(13));
        assertThat(refusal(quota, asking(usdPerDay(100_000), 100, PLAIN))).isEqualTo(new Refusal.LedgerUnavailable());
    }

    @Test
    void spendsACreditWhileTheLedgerCannotBeReachedWhereOneIsSetAndBooksItLater() {
        QuotaReserver quota = quota(250);
        ledger.fail(MemoryLedger.Fault.UNREACHABLE);
        Plan first = quota.apply(asking(usdPerDay(1_000), 100, PLAIN));
        Plan second = quota.apply(asking(usdPerDay(1_000), 100, PLAIN));
        assertThat(refusal(quota, asking(usdPerDay(1_000), 100, PLAIN))).isEqualTo(new Refusal.LedgerUnavailable());

        ledger.fail(MemoryLedger.Fault.NONE);
        end(first, PLAIN, 90);
        end(second, PLAIN, 80);

        assertThat(spentOf("tenant/demo#usd-day")).isEqualTo(170);
    }

    @Test
    void tellsOnceThatMostOfABudgetIsSpent() {
        QuotaReserver quota = quota(0);
        for (int i = 0; i < 9; i++) {
            end(quota.apply(asking(usdPerDay(1_000), 100, PLAIN)), PLAIN, 100);
            spentOf("tenant/demo#usd-day");
        }

        assertThat(told.soft).containsExactly("tenant/demo usd-day 2026-11-26");
    }

    @Test
    void booksAndTellsWhatACallUsedBeyondItsReservation() {
        QuotaReserver quota = quota(0);
        Plan plan = quota.apply(asking(usdPerDay(1_000), 100, PLAIN));

        end(plan, PLAIN, 130);

        assertThat(spentOf("tenant/demo#usd-day")).isEqualTo(130);
        assertThat(told.excess).isEqualTo(30);
    }

    @Test
    void settlesAReservationWithoutAnEndAsItsWorstCase() {
        QuotaReserver quota = quota(0);
        Plan plan = quota.apply(asking(usdPerDay(1_000), 100, PLAIN));
        open.sweep();
        assertThat(open.size()).isEqualTo(1);

        now.set(NOON.plus(Duration.ofMinutes(21)));
        open.sweep();
        end(plan, PLAIN, 10);

        assertThat(told.expired).containsExactly(plan.request().call().id());
        assertThat(spentOf("tenant/demo#usd-day")).isEqualTo(100);
    }

    private QuotaBooks books = new QuotaBooks(ledger, "r-0", times, 0, now::get, told, () -> {});

    private QuotaReserver quota(long creditMicroUsd) {
        books = new QuotaBooks(ledger, "r-1", times, creditMicroUsd, now::get, told, () -> {});
        return new QuotaReserver(books, open, new TokenCounter(), now::get);
    }

    /** After the ledger was told. */
    private long spentOf(String counter) {
        now.set(now.get().plusMillis(1_200));
        books.beat(1.2);
        return ledger.row(counter).spent();
    }

    private void end(Plan plan, Deployment served, long outputTokens) {
        open.settle(plan.request().call().id(), List.of(Spent.of(served, Usage.of(0, outputTokens), false)));
    }

    private static Refusal refusal(QuotaReserver quota, Plan plan) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> quota.apply(plan));
        assertThat(refused).as("refusal").isNotNull();
        return refused.refusal();
    }

    private Plan asking(Quota limits, @Nullable Integer maxOutput, Deployment... candidates) {
        return asking("sonnet", limits, maxOutput, candidates);
    }

    private Plan asking(String model, Quota limits, @Nullable Integer maxOutput, Deployment... candidates) {
        Call plain = Examples.call();
        Call call = new Call(
                "request-" + requests++,
                plain.route(),
                plain.dialect(),
                plain.receivedNanos(),
                plain.key(),
                plain.wishes(),
                plain.relay(),
                plain.cancellation());
        Request.Chat chat = Examples.chat(call, model, false);
        Request.Chat bounded = maxOutput == null ? chat : chat.bounded(maxOutput);
        Tenant tenant = Examples.ANYWHERE.with(limits);
        return Examples.plan(maxOutput == null ? chat : asked(chat, bounded), tenant, candidates);
    }

    /** As if the client had named the bound itself. */
    private static Request.Chat asked(Request.Chat chat, Request.Chat bounded) {
        return new Request.Chat(
                chat.call(),
                chat.model(),
                chat.messages(),
                chat.tools(),
                chat.toolChoice(),
                chat.parallelToolCalls(),
                bounded.sampling(),
                chat.stop(),
                chat.format(),
                chat.reasoning(),
                chat.stream(),
                chat.streamUsage(),
                chat.rest(),
                chat.original());
    }

    private static Quota usdPerDay(long microUsd) {
        return limits(money(microUsd));
    }

    private static Quota limits(Limits ofTenant) {
        return new Quota(BERLIN, OnBudget.REFUSE, 80, 4096, ofTenant, Limits.NONE, Limits.NONE, Map.of());
    }

    private static Limits money(long microUsdPerDay) {
        return new Limits(microUsdPerDay, null, null, null, null);
    }

    private static Deployment priced(String id, Price price) {
        return Examples.deployment(id, Residency.ANY, 0, 1, price, 200_000);
    }

    private static Deployment withAccountLimit(String id, long requests) {
        Deployment plain = priced(id, BY_OUTPUT);
        return new Deployment(
                plain.id(),
                plain.model(),
                plain.provider(),
                plain.dialect(),
                plain.endpoint(),
                plain.upstreamName(),
                plain.region(),
                plain.residency(),
                plain.account(),
                plain.price(),
                plain.contextTokens(),
                plain.maxOutputTokens(),
                plain.priority(),
                plain.weight(),
                new Limits(null, null, requests, null, null));
    }
}
