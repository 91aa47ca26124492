package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.quota.LedgerRow.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRowTest {
    private static final Instant AT = Instant.parse("2026-11-26T12:00:10Z");
    private static final Instant END = AT.plusSeconds(15);
    private static final Instant PAST = AT.minusSeconds(1);
    private static final Counter MONEY = Counter.at("tenant/acme", Measure.USD_DAY, ZoneOffset.UTC, AT);
    private static final Counter CALLS = Counter.at("tenant/acme", Measure.CONCURRENT, ZoneOffset.UTC, AT);

    @ParameterizedTest
    @CsvSource({
        "1000, 100, 100, 1, 100",
        "1000, 100, 200, 1, 200",
        "1000, 100, 1000, 1, 300",
        "1000, 10, 1000, 1, 250",
        "1000, 25, 1000, 3, 100",
        "1000, 1, 1000, 3, 84",
        "103, 100, 1000, 1, 100",
        "499, 100, 1000, 1, 100",
        "500, 100, 1000, 1, 200",
        "100, 100, 1000, 1, 100",
        "1000, 0, 250, 1, 250",
        "1000, 0, 251, 1, 0",
        "-50, 0, 1000, 1, 0"
    })
    void grantsTheNeedAndAFairPartOfTheRest(long left, long need, long want, int replicas, long granted) {
        assertThat(LedgerRow.grant(left, need, want, replicas)).isEqualTo(granted);
    }

    @Test
    void sharesWithThoseAloneThatHoldSomething() {
        LedgerRow row = new LedgerRow(0, 0, Map.of("idle", new Lease(0, 0, 7, END), "busy", new Lease(100, 0, 3, END)));

        Next next = row.exchange("a", 1, AT, END, asked(MONEY, 1_000, 0, 0, 0, 1, 900, 1));

        assertThat(next).isInstanceOfSatisfying(Next.Changed.class, changed -> {
            assertThat(changed.balance().held()).isEqualTo(1 + 899 / 8);
            assertThat(changed.balance().replicas()).isEqualTo(2);
        });
    }

    @Test
    void opensNoMoreThanIsHeld() {
        Next next = LedgerRow.EMPTY.exchange("a", 1, AT, END, asked(MONEY, 1_000, 0, 0, 0, 10, 10, 500));

        assertThat(next)
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        changed -> assertThat(changed.row().leases())
                                .containsOnly(Map.entry("a", new Lease(10, 10, 1, END))));
    }

    @Test
    void losesWhatWasOpenOfExpiredLeasesOnceAndNothingOfCalls() {
        LedgerRow row =
                new LedgerRow(5, 2, Map.of("one", new Lease(30, 10, 4, PAST), "two", new Lease(40, 40, 9, PAST)));

        assertThat(row.exchange("a", 1, AT, END, asked(MONEY, 100, 0, 0, 0, 43, 43, 43)))
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        changed -> assertThat(changed.row())
                                .isEqualTo(new LedgerRow(5, 52, Map.of("a", new Lease(43, 43, 1, END)))));
        assertThat(row.exchange("a", 1, AT, END, asked(MONEY, 100, 0, 0, 0, 44, 44, 44)))
                .isInstanceOf(Next.NoRoom.class);
        assertThat(new LedgerRow(0, 0, row.leases())
                        .exchange("a", 1, AT, END, asked(CALLS, 100, 0, 0, 0, 100, 100, 100)))
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        changed -> assertThat(changed.row())
                                .isEqualTo(new LedgerRow(0, 0, Map.of("a", new Lease(100, 100, 1, END)))));
    }

    @Test
    void keepsAReplicasOwnLeaseThatHasExpired() {
        LedgerRow row = new LedgerRow(0, 0, Map.of("a", new Lease(30, 30, 4, PAST)));

        assertThat(row.exchange("a", 5, AT, END, asked(MONEY, 100, 4, 10, 0, 0, 0, 20)))
                .isInstanceOfSatisfying(
                        Next.Changed.class,
                        changed -> assertThat(changed.row())
                                .isEqualTo(new LedgerRow(10, 0, Map.of("a", new Lease(20, 20, 5, END)))));
    }

    @Test
    void tellsByNumbersRepeatsFromLateOnesAndFromOthers() {
        LedgerRow row = new LedgerRow(0, 0, Map.of("a", new Lease(30, 30, 4, END)));

        assertThat(row.exchange("a", 4, AT, END, asked(MONEY, 100, 3, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Same.class);
        assertThat(row.exchange("a", 4, AT, END, asked(MONEY, 100, 0, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Same.class);
        assertThat(row.exchange("a", 3, AT, END, asked(MONEY, 100, 2, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Gone.class);
        assertThat(row.exchange("a", 6, AT, END, asked(MONEY, 100, 3, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Gone.class);
        assertThat(row.exchange("a", 6, AT, END, asked(MONEY, 100, 4, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Changed.class);
        assertThat(row.exchange("b", 6, AT, END, asked(MONEY, 100, 4, 1, 0, 0, 0, 0)))
                .isInstanceOf(Next.Gone.class);
    }

    @Test
    void restrictsWhatOthersMayHaveTakenOnlyIfSomethingIsGranted() {
        LedgerRow row = new LedgerRow(10, 0, Map.of("a", new Lease(30, 30, 4, END)));

        assertThat(most(row, asked(MONEY, 100, 4, 200, 0, 0, 0, 0))).isEqualTo(Long.MAX_VALUE);
        // 5 more are needed, of the 10 that come back
        assertThat(most(row, asked(MONEY, 100, 4, 0, 10, 5, 5, 5))).isEqualTo(105);
        // 20 more than the 10 that are needed, a quarter of 80 that must be left besides
        assertThat(most(row, asked(MONEY, 200, 4, 0, 0, 10, 30, 10))).isEqualTo(200 - 10 - 80);
    }

    @Test
    void readsLeasesAsTheyWereWritten() {
        Lease lease = new Lease(30, 20, Long.MAX_VALUE, Instant.parse("2026-11-26T12:00:10.123456789Z"));

        assertThat(Lease.read(lease.text())).isEqualTo(lease);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1 1 1",
                "1 1 1 soon",
                "1 2 1 2026-11-26T12:00:10Z",
                "1 1 0 2026-11-26T12:00:10Z",
                "x 1 1 2026-11-26T12:00:10Z",
                "1 1 1 2026-11-26T12:00:10Z 1"
            })
    void refusesWhatIsNoLease(String text) {
        assertThatThrownBy(() -> Lease.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsCountersForAWhileAfterTheirWindowAndTheirLastLease() {
        Counter minute = Counter.at("tenant/acme", Measure.TOKENS_MINUTE, ZoneOffset.UTC, AT);
        Instant late = MONEY.ends().plusSeconds(60);

        assertThat(MONEY.kept(END)).isEqualTo(MONEY.ends().plus(Duration.ofDays(2)));
        assertThat(MONEY.kept(late)).isEqualTo(late.plus(Duration.ofDays(2)));
        assertThat(minute.kept(END)).isEqualTo(minute.ends().plus(Duration.ofHours(1)));
        assertThat(CALLS.kept(END)).isEqualTo(END.plus(Duration.ofHours(1)));
    }

    private static long most(LedgerRow row, Exchange asked) {
        return row.exchange("a", 5, AT, END, asked) instanceof Next.Changed changed ? changed.most() : -1;
    }

    private static Exchange asked(
            Counter counter, long limit, long sequence, long settled, long back, long need, long want, long open) {
        return new Exchange(counter, limit, sequence, settled, back, need, want, open);
    }
}
