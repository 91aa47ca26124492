package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When requests wait for the ledger, and when they do not. */
class LeaseBookTest {
    private static final QuotaTimes TIMES =
            new QuotaTimes(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMinutes(20));
    private static final Duration BEAT = Duration.ofMillis(250);

    private Instant now = Instant.parse("2026-11-26T12:00:30Z");
    private final MemoryLedger ledger = new MemoryLedger();
    private final Told told = new Told();
    private final LeaseBook book = new LeaseBook(ledger, "a", TIMES, 0, () -> now, told);

    @Test
    void hasLeasedOfTheNextMinuteBeforeItBegins() {
        for (int i = 0; i < 100; i++) {
            pass(50, Measure.REQUESTS_MINUTE);
        }
        long warm = told.waited;

        for (int i = 0; i < 280; i++) {
            pass(50, Measure.REQUESTS_MINUTE);
        }

        assertThat(told.waited).isEqualTo(warm);
        assertThat(ledger.rows()).hasSize(3);
    }

    @Test
    void givesBackWhatNobodyUsesOfAMonthThatHasJustBegun() {
        useUntilTheMonthEnds();
        assertThat(ledger.row("tenant/acme#usd-month#2026-12").leased()).isPositive();

        for (int i = 0; i < 60; i++) {
            beat();
        }

        assertThat(ledger.row("tenant/acme#usd-month#2026-12").leased()).isZero();
        assertThat(ledger.row("tenant/acme#usd-month#2026-11").spent()).isEqualTo(2);
    }

    @Test
    void stopsInOrderBeforeAWindowOfWhichItHasLeased() {
        useUntilTheMonthEnds();

        book.close();

        assertThat(ledger.rows().values()).hasSize(2).allMatch(row -> row.leased() == 0);
    }

    @Test
    void letsNoRequestTryTheLedgerAgainThatCouldNotBeReached() {
        ledger.fail(MemoryLedger.Fault.UNREACHABLE);
        assertThat(reserve(Measure.USD_MONTH)).isInstanceOf(Reserved.Unreachable.class);

        now = now.plusSeconds(10);
        assertThat(reserve(Measure.USD_MONTH)).isInstanceOf(Reserved.Unreachable.class);
        assertThat(ledger.calls()).isEqualTo(1);

        ledger.fail(MemoryLedger.Fault.NONE);
        beat();
        assertThat(reserve(Measure.USD_MONTH)).isInstanceOf(Reserved.Held.class);
    }

    @Test
    void doesNotTakeALedgerForLostThatOthersKeepBusy() {
        ledger.fail(MemoryLedger.Fault.BUSY);
        assertThat(reserve(Measure.USD_MONTH)).isInstanceOf(Reserved.Unreachable.class);
        assertThat(told.busy).isEqualTo(8);
        assertThat(told.failed).isZero();

        ledger.fail(MemoryLedger.Fault.NONE);
        assertThat(reserve(Measure.USD_MONTH)).isInstanceOf(Reserved.Held.class);
    }

    @Test
    void leavesNoPartOfARequestWithAReplicaThatOthersNeed() {
        LeaseBook other = new LeaseBook(ledger, "b", TIMES, 0, () -> now, told);
        int served = 0;

        for (int i = 0; i < 200; i++) {
            Claim claim = new Claim("tenant/acme", Measure.USD_MONTH, ZoneOffset.UTC, 100 * 7, 80, 7);
            served += (i % 2 == 0 ? book : other).reserve(List.of(claim)) instanceof Reserved.Held ? 1 : 0;
        }

        assertThat(served).isEqualTo(100);
    }

    private void useUntilTheMonthEnds() {
        now = Instant.parse("2026-11-30T23:59:50Z");
        pass(1, Measure.USD_MONTH);
        now = now.plusSeconds(9);
        pass(1, Measure.USD_MONTH);
    }

    /** Some requests come and end, and a beat goes by. */
    private void pass(int requests, Measure measure) {
        for (int i = 0; i < requests; i++) {
            assertThat(reserve(measure))
                    .isInstanceOfSatisfying(Reserved.Held.class, held -> book.settle(held.hold(), counter -> 1));
        }
        beat();
    }

    private Reserved reserve(Measure measure) {
        return book.reserve(List.of(new Claim("tenant/acme", measure, ZoneOffset.UTC, 1_000_000, 80, 1)));
    }

    private void beat() {
        now = now.plus(BEAT);
        book.beat(BEAT.toMillis() / 1_000.0);
    }
}
