package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Limits;
import gateway.model.Plan;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits, time zones and leases that change while calls are under way. */
class QuotaChangesTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String DAY = "tenant/demo#usd-day#2026-11-26";
    private static final Instant BEFORE_MIDNIGHT_IN_TOKYO = Instant.parse("2026-11-26T14:59:50Z");

    private final QuotaFixture fixture = new QuotaFixture();

    @Test
    void goesOnWithTheCountOfTheSameDateWhenATenantMovesWestWhileCallsAreUnderWay() {
        QuotaReserver quota = fixture.quota(0);
        fixture.now.set(BEFORE_MIDNIGHT_IN_TOKYO);
        Plan early = quota.apply(fixture.asking(usdPerDay(TOKYO, 100_000), 100, QuotaFixture.PLAIN));
        fixture.end(
                quota.apply(fixture.asking(usdPerDay(TOKYO, 100_000), 100, QuotaFixture.PLAIN)),
                QuotaFixture.PLAIN,
                40);

        // it is the 26th again, in Berlin
        fixture.now.set(BEFORE_MIDNIGHT_IN_TOKYO.plusSeconds(11));
        Plan late = quota.apply(fixture.asking(usdPerDay(QuotaFixture.BERLIN, 100_000), 100, QuotaFixture.PLAIN));
        fixture.end(early, QuotaFixture.PLAIN, 30);
        fixture.end(late, QuotaFixture.PLAIN, 20);

        assertThat(fixture.spentOf(DAY)).isEqualTo(90);
        assertThat(fixture.ledger.row(DAY).lost()).isZero();
        assertThat(fixture.told.lost).isZero();
    }

    @Test
    void asksTheLedgerOnceAboutACounterWhoseOldAndNewDayHaveTheSameDate() {
        QuotaReserver quota = fixture.quota(0);
        fixture.now.set(BEFORE_MIDNIGHT_IN_TOKYO);
        Plan early = quota.apply(fixture.asking(usdPerDay(TOKYO, 100_000), 100, QuotaFixture.PLAIN));
        fixture.now.set(BEFORE_MIDNIGHT_IN_TOKYO.plusSeconds(11));
        fixture.spentOf(DAY);
        Plan late = quota.apply(fixture.asking(usdPerDay(QuotaFixture.BERLIN, 100_000), 100, QuotaFixture.PLAIN));
        fixture.end(early, QuotaFixture.PLAIN, 30);
        fixture.end(late, QuotaFixture.PLAIN, 20);

        assertThat(fixture.spentOf(DAY)).isEqualTo(50);
        assertThat(fixture.told.failed).isZero();
    }

    @Test
    void degradesToWhatFitsOnceTheLeaseOfADeadReplicaHasExpired() {
        fixture.leaseOfAnother(500, "tenant/demo", QuotaFixture.BERLIN, 450, 20);
        QuotaReserver quota = fixture.quota(0);
        fixture.now.set(QuotaFixture.NOON.plusSeconds(20));

        Plan plan = quota.apply(fixture.asking("auto", degrade(500), 100, QuotaFixture.DEAR, QuotaFixture.PLAIN));

        assertThat(plan.candidates()).containsExactly(QuotaFixture.PLAIN);
    }

    @Test
    void givesOutNothingBeyondALoweredLimitWhenAnOlderCallAsksWhatIsLeft() {
        QuotaReserver quota = fixture.quota(0);
        Plan old = quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN));
        long before = fixture.ledger.row(DAY).taken();
        Plan next = quota.apply(fixture.asking(QuotaFixture.usdPerDay(before), 100, QuotaFixture.PLAIN));
        fixture.end(next, QuotaFixture.PLAIN, 100);

        old.reservation().rates();
        fixture.spentOf(DAY);

        assertThat(fixture.ledger.row(DAY).taken()).isLessThanOrEqualTo(before);
    }

    @Test
    void renewsTheLeasesOfManyKeysInTime() {
        QuotaReserver quota = fixture.quota(0);
        for (int i = 0; i < 1_000; i++) {
            quota.apply(fixture.askingBy("key-" + i, QuotaFixture.ofKey(1_000), QuotaFixture.PLAIN));
        }

        fixture.pass(Duration.ofSeconds(20));

        Instant soon = fixture.now.get();
        assertThat(fixture.ledger.rows().values())
                .hasSize(1_000)
                .allSatisfy(row -> assertThat(row.leases().get("r-1"))
                        .isNotNull()
                        .satisfies(lease -> assertThat(lease.isExpired(soon)).isFalse()));
    }

    @Test
    void servesUnlimitedTenantsWhileTheLedgerThatSteersByAccountsIsAway() {
        Deployment limited = QuotaFixture.withAccountLimit("limited", 1_000);
        QuotaReserver quota = fixture.quota(0);
        fixture.ledger.fail(MemoryLedger.Fault.UNREACHABLE);

        Plan plan = quota.apply(fixture.asking(Quota.NONE, 10, limited));

        assertThat(plan.reservation().begin(limited, List.of())).isNull();
    }

    @Test
    void treatsALedgerThatFailsInAnyOtherWayAsOneThatCannotBeReached() {
        QuotaReserver quota = fixture.quota(0);
        quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN));
        fixture.ledger.fail(MemoryLedger.Fault.BROKEN);

        assertThat(QuotaFixture.refusal(
                        quota, fixture.asking(QuotaFixture.usdPerDay(100_000), 50_000, QuotaFixture.PLAIN)))
                .isEqualTo(new Refusal.LedgerUnavailable());
        fixture.pass(Duration.ofSeconds(6));
        fixture.ledger.fail(MemoryLedger.Fault.NONE);
        fixture.pass(Duration.ofSeconds(2));

        quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 50_000, QuotaFixture.PLAIN));
    }

    @Test
    void makesNoAttemptOfACallThatWasSettled() {
        QuotaReserver quota = fixture.quota(0);
        Plan plan = quota.apply(fixture.asking(QuotaFixture.usdPerDay(100_000), 100, QuotaFixture.PLAIN));
        fixture.end(plan, QuotaFixture.PLAIN, 100);

        assertThat(plan.reservation().begin(QuotaFixture.DEAR, List.of())).isNotNull();

        fixture.pass(Duration.ofSeconds(12));
        assertThat(fixture.ledger.row(DAY).leased()).isZero();
    }

    private static Quota usdPerDay(ZoneId zone, long microUsd) {
        return new Quota(
                zone, OnBudget.REFUSE, 80, 4096, QuotaFixture.money(microUsd), Limits.NONE, Limits.NONE, Map.of());
    }

    private static Quota degrade(long microUsd) {
        return new Quota(
                QuotaFixture.BERLIN,
                OnBudget.DEGRADE,
                80,
                4096,
                QuotaFixture.money(microUsd),
                Limits.NONE,
                Limits.NONE,
                Map.of());
    }
}
