package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Limits;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Refusal;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Tenant;
import gateway.token.Chats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaReserverTest {
    private final QuotaFixture fixture = new QuotaFixture();

    @Test
    void reservesTheWorstCaseAndBooksWhatWasReallySpent() {
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(10_000), 100, QuotaFixture.PLAIN));

        assertThat(plan.record().steps().getLast().note()).isEqualTo("100 micro-USD reserved");
        fixture.end(plan, QuotaFixture.PLAIN, 30);
        assertThat(fixture.spentOf("tenant/demo#usd-day#2026-11-26")).isEqualTo(30);
    }

    @Test
    void refusesWhatDoesNotFitIntoTheBudgetUntilTheTenantsNextDay() {
        QuotaReserver quota = fixture.quota(0);
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(250), 100, QuotaFixture.PLAIN));
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(250), 100, QuotaFixture.PLAIN));

        Refusal refusal =
                QuotaFixture.refusal(quota, fixture.asking(QuotaFixture.usdPerDay(250), 100, QuotaFixture.PLAIN));

        assertThat(refusal)
                .isEqualTo(new Refusal.BudgetExceeded(
                        "the budget of 0.00025 USD per day of the tenant demo",
                        Duration.between(QuotaFixture.NOON, Instant.parse("2026-11-26T23:00:00Z"))));
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(250), 50, QuotaFixture.PLAIN));
    }

    @Test
    void leavesNothingReservedWhereOneOfSeveralLimitsHasNoRoom() {
        QuotaReserver quota = fixture.quota(0);
        Quota tight = new Quota(
                QuotaFixture.BERLIN,
                OnBudget.REFUSE,
                80,
                4096,
                QuotaFixture.money(1_000),
                Limits.NONE,
                QuotaFixture.money(50),
                Map.of());

        assertThat(QuotaFixture.refusal(quota, fixture.asking(tight, 100, QuotaFixture.PLAIN)))
                .isInstanceOfSatisfying(
                        Refusal.BudgetExceeded.class,
                        exceeded -> assertThat(exceeded.budget()).endsWith("of the key demo-key"));

        // all of the tenant's budget is there still
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 1_000, QuotaFixture.PLAIN));
    }

    @Test
    void reservesWhatAPromptLacksThatHasGrownBeforeItIsSent() {
        Deployment byInput = QuotaFixture.priced("input", new Price(1_000_000, 0, 0, 0, 0));
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(2_000), 10, byInput));
        plan.reservation().changed(grown(plan.chat(), 40));

        assertThat(plan.reservation().begin(byInput, List.of())).isNull();

        plan.reservation().changed(grown(plan.chat(), 4_000));
        Failure failure = plan.reservation().begin(byInput, List.of());
        assertThat(failure).isNotNull().extracting(Failure::code).isEqualTo("budget_exceeded");
    }

    private static Request.Chat grown(Request.Chat chat, int placeholders) {
        Message said = new Message(Role.USER, List.of(new Part.Text("<EMAIL_1> ".repeat(placeholders))));
        return chat.rewritten(List.of(said), chat.tools(), chat.format(), chat.stop(), chat.rest());
    }

    @Test
    void refusesMoreRequestsInAMinuteThanAllowed() {
        QuotaReserver quota = fixture.quota(0);
        Quota three = QuotaFixture.limits(new Limits(null, null, 3L, null, null));
        for (int i = 0; i < 3; i++) {
            fixture.end(quota.apply(fixture.asking(three, 10, QuotaFixture.PLAIN)), QuotaFixture.PLAIN, 10);
        }

        assertThat(QuotaFixture.refusal(quota, fixture.asking(three, 10, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.RateLimited(
                        "the limit of 3 requests per minute of the tenant demo", Duration.ofSeconds(50)));
        fixture.now.set(QuotaFixture.NOON.plusSeconds(50));
        quota.apply(fixture.asking(three, 10, QuotaFixture.PLAIN));
    }

    @Test
    void countsCallsAtOnceUntilTheyEnd() {
        QuotaReserver quota = fixture.quota(0);
        Quota two = QuotaFixture.limits(new Limits(null, null, null, null, 2L));
        Plan first = quota.apply(fixture.asking(two, 10, QuotaFixture.PLAIN));
        quota.apply(fixture.asking(two, 10, QuotaFixture.PLAIN));

        assertThat(QuotaFixture.refusal(quota, fixture.asking(two, 10, QuotaFixture.PLAIN)))
                .isInstanceOf(Refusal.RateLimited.class);
        fixture.end(first, QuotaFixture.PLAIN, 10);
        quota.apply(fixture.asking(two, 10, QuotaFixture.PLAIN));
    }

    @Test
    void givesBackTokensOfTheMinuteThatWereNotUsed() {
        QuotaReserver quota = fixture.quota(0);
        Quota tokens = QuotaFixture.limits(new Limits(null, null, null, 1_000L, null));
        Plan first = quota.apply(fixture.asking(tokens, 900, QuotaFixture.PLAIN));
        assertThat(QuotaFixture.refusal(quota, fixture.asking(tokens, 500, QuotaFixture.PLAIN)))
                .isInstanceOf(Refusal.RateLimited.class);

        fixture.end(first, QuotaFixture.PLAIN, 100);

        Plan second = quota.apply(fixture.asking(tokens, 500, QuotaFixture.PLAIN));
        assertThat(second.reservation().rates().tokens()).isNotNull().satisfies(rate -> {
            assertThat(rate.limit()).isEqualTo(1_000);
            assertThat(rate.remaining()).isBetween(300L, 400L);
            assertThat(rate.reset()).isEqualTo(Instant.parse("2026-11-26T11:01:00Z"));
        });
    }

    @Test
    void boundsAnAnswerForWhichTheClientNamesNoneOnlyWhereSomethingIsLimited() {
        QuotaReserver quota = fixture.quota(0);

        Plan limited = quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), null, QuotaFixture.PLAIN));
        Plan unlimited = quota.apply(fixture.asking(Quota.NONE, null, QuotaFixture.PLAIN));

        assertThat(limited.chat().outputBound()).isEqualTo(4_096);
        assertThat(limited.chat().sampling().maxOutputTokens()).isEqualTo(4_096);
        assertThat(limited.record().steps().getLast().note())
                .isEqualTo("4096 micro-USD reserved, answer bound to 4096 tokens");
        assertThat(unlimited.chat().outputBound()).isNull();
        assertThat(fixture.ledger.calls()).isEqualTo(1);
    }

    @Test
    void goesOnWithCheaperModelsWhereTheTenantWantsThat() {
        QuotaReserver quota = fixture.quota(0);
        Quota degrade = new Quota(
                QuotaFixture.BERLIN,
                OnBudget.DEGRADE,
                80,
                4096,
                QuotaFixture.money(500),
                Limits.NONE,
                Limits.NONE,
                Map.of());

        Plan plan = quota.apply(fixture.asking("auto", degrade, 100, QuotaFixture.DEAR, QuotaFixture.PLAIN));

        assertThat(plan.candidates()).containsExactly(QuotaFixture.PLAIN);
        assertThat(QuotaFixture.refusal(
                        quota,
                        fixture.asking(
                                "auto", QuotaFixture.usdPerDay(500), 100, QuotaFixture.DEAR, QuotaFixture.PLAIN)))
                .isInstanceOf(Refusal.BudgetExceeded.class);
        assertThat(QuotaFixture.refusal(quota, fixture.asking("opus", degrade, 100, QuotaFixture.DEAR)))
                .isInstanceOf(Refusal.BudgetExceeded.class);
    }

    @Test
    void holdsTheLimitsOfAModelForWhicheverIsCalled() {
        QuotaReserver quota = fixture.quota(0);
        Quota ofOpus = new Quota(
                QuotaFixture.BERLIN,
                OnBudget.REFUSE,
                80,
                4096,
                Limits.NONE,
                Limits.NONE,
                Limits.NONE,
                Map.of("opus", QuotaFixture.money(500)));

        Plan auto = quota.apply(fixture.asking("auto", ofOpus, 100, QuotaFixture.DEAR, QuotaFixture.PLAIN));

        assertThat(auto.reservation().begin(QuotaFixture.DEAR, List.of()))
                .isNotNull()
                .extracting(Failure::code)
                .isEqualTo("budget_exceeded");
        assertThat(auto.reservation().begin(QuotaFixture.PLAIN, List.of())).isNull();
        assertThat(QuotaFixture.refusal(quota, fixture.asking("opus", ofOpus, 100, QuotaFixture.DEAR)))
                .isInstanceOf(Refusal.BudgetExceeded.class);
    }

    @Test
    void leavesOutDeploymentsWhoseAccountIsUsedUpAsLongAsThereAreOthers() {
        Deployment limited = QuotaFixture.withAccountLimit("limited", 1);
        QuotaReserver quota = fixture.quota(0);
        Plan first = quota.apply(fixture.asking(Quota.NONE, 10, limited, QuotaFixture.PLAIN));
        assertThat(first.candidates()).containsExactly(limited, QuotaFixture.PLAIN);
        assertThat(first.reservation().begin(limited, List.of())).isNull();

        Plan second = quota.apply(fixture.asking(Quota.NONE, 10, limited, QuotaFixture.PLAIN));

        assertThat(second.candidates()).containsExactly(QuotaFixture.PLAIN);
        assertThat(quota.apply(fixture.asking(Quota.NONE, 10, limited))
                        .reservation()
                        .begin(limited, List.of()))
                .isNotNull()
                .extracting(Failure::code)
                .isEqualTo("account_limit");
    }

    @Test
    void countsTheInputExactlyWhereTheEstimateDoesNotFit() {
        Deployment byInput = QuotaFixture.openAi(new Price(1_000_000, 1_000_000, 1_000_000, 1_000_000, 0));
        QuotaReserver quota = fixture.quota(0);
        Request.Chat chat = Chats.of("Rechtsschutzversicherungsgesellschaften ".repeat(10));
        long estimated = fixture.counter.count(chat, List.of(byInput)).upper(byInput);
        Tenant tight = Examples.ANYWHERE.with(QuotaFixture.usdPerDay(estimated - 1));
        assertThat(QuotaFixture.refusal(quota, Examples.plan(chat, tight, byInput)))
                .isInstanceOf(Refusal.BudgetExceeded.class);

        fixture.counter.load(List.of(byInput));
        Plan plan = quota.apply(Examples.plan(chat, tight, byInput));

        assertThat(plan.record().steps().getLast().note()).contains(" micro-USD reserved");
    }
}
