package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Attempt;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is booked when attempts fail, calls have no end and the ledger is away. */
class QuotaTroubleTest {
    private final QuotaFixture fixture = new QuotaFixture();

    @Test
    void reservesAnotherAttemptOnTopOfWhatTheFirstMayHaveCost() {
        Deployment both = QuotaFixture.priced("both", new Price(1_000_000, 0, 0, 0, 1_000_000));
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, both));
        List<Attempt> timedOut = List.of(new Attempt.Failed(both, 5, Failure.of(Failure.Kind.TIMEOUT, "timeout")));
        List<Attempt> refused =
                List.of(new Attempt.Failed(both, 5, Failure.of(Failure.Kind.BROKEN, 503, "overloaded")));

        assertThat(plan.reservation().begin(both, refused)).isNull();
        assertThat(plan.reservation().begin(both, timedOut)).isNull();

        fixture.open.refused(plan.request().call().id(), timedOut);
        assertThat(fixture.spentOf("tenant/demo#usd-day")).isPositive().isLessThan(100);
    }

    @Test
    void doesNotMakeAnAttemptThatIsNotCovered() {
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(150), 100, QuotaFixture.PLAIN));

        Failure failure = plan.reservation().begin(QuotaFixture.DEAR, List.of());

        assertThat(failure).isNotNull().satisfies(why -> {
            assertThat(why.kind()).isEqualTo(Failure.Kind.OVER_LIMIT);
            assertThat(why.code()).isEqualTo("budget_exceeded");
        });
    }

    @Test
    void refusesAllWhileTheLedgerCannotBeReachedAndNothingIsLeased() {
        QuotaReserver quota = fixture.quota(0);
        fixture.ledger.fail(MemoryLedger.Fault.UNREACHABLE);

        assertThat(QuotaFixture.refusal(quota, fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.LedgerUnavailable());
        assertThat(QuotaFixture.refusal(quota, fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.LedgerUnavailable());
        assertThat(fixture.ledger.calls())
                .as("nobody waits for it at once again")
                .isEqualTo(1);
    }

    @Test
    void servesFromItsLeaseWhileTheLedgerCannotBeReached() {
        QuotaReserver quota = fixture.quota(0);
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN));
        fixture.ledger.fail(MemoryLedger.Fault.UNREACHABLE);

        quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN));

        fixture.now.set(QuotaFixture.NOON.plusSeconds(13));
        assertThat(QuotaFixture.refusal(
                        quota, fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.LedgerUnavailable());
    }

    @Test
    void spendsACreditWhileTheLedgerCannotBeReachedWhereOneIsSetAndBooksItLater() {
        QuotaReserver quota = fixture.quota(250);
        fixture.ledger.fail(MemoryLedger.Fault.UNREACHABLE);
        Plan first = quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN));
        Plan second = quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN));
        assertThat(QuotaFixture.refusal(quota, fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.LedgerUnavailable());

        fixture.ledger.fail(MemoryLedger.Fault.NONE);
        fixture.end(first, QuotaFixture.PLAIN, 90);
        fixture.end(second, QuotaFixture.PLAIN, 80);

        assertThat(fixture.spentOf("tenant/demo#usd-day")).isEqualTo(170);
    }

    @Test
    void tellsOnceThatMostOfABudgetIsSpent() {
        QuotaReserver quota = fixture.quota(0);
        for (int i = 0; i < 9; i++) {
            fixture.end(
                    quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN)),
                    QuotaFixture.PLAIN,
                    100);
            fixture.spentOf("tenant/demo#usd-day");
        }

        assertThat(fixture.told.soft).containsExactly("tenant/demo usd-day 2026-11-26");
    }

    @Test
    void booksAndTellsWhatACallUsedBeyondItsReservation() {
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN));

        fixture.end(plan, QuotaFixture.PLAIN, 130);

        assertThat(fixture.spentOf("tenant/demo#usd-day")).isEqualTo(130);
        assertThat(fixture.told.excess).isEqualTo(30);
    }

    @Test
    void settlesAReservationWithoutAnEndAsItsWorstCase() {
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(1_000), 100, QuotaFixture.PLAIN));
        fixture.open.sweep();
        assertThat(fixture.open.size()).isEqualTo(1);

        fixture.now.set(QuotaFixture.NOON.plus(Duration.ofMinutes(21)));
        fixture.open.sweep();
        fixture.end(plan, QuotaFixture.PLAIN, 10);

        assertThat(plan.reservation().begin(QuotaFixture.PLAIN, List.of())).isNotNull();
        assertThat(fixture.told.expired).containsExactly(plan.request().call().id());
        assertThat(fixture.spentOf("tenant/demo#usd-day")).isEqualTo(100);
    }
}
