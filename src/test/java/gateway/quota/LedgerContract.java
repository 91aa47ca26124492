package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger must do, but for what happens when many speak at once. */
public abstract class LedgerContract {
    /** Long before stores may forget what is written now. */
    protected static final Instant AT = Instant.parse("2099-11-26T12:00:10Z");

    protected static final Counter MONEY = counter("tenant/acme", Measure.USD_MONTH);
    protected static final Counter DAY = counter("key/acme/k-1", Measure.USD_DAY);
    protected static final Counter TOKENS = counter("model/acme/org/model:1", Measure.TOKENS_MINUTE);
    protected static final Counter CALLS = counter("tenant/ümlaut #1", Measure.CONCURRENT);
    private static final Instant LATER = AT.plus(LedgerReplica.LEASE).plusMillis(1);

    /** Opens the ledger of this test; a second call opens the same data, as another process would. */
    protected abstract Ledger open();

    @Test
    void leasesWhatIsNeededAndMoreIfThereIsPlenty() {
        LedgerReplica replica = new LedgerReplica(open(), "a");

        Verdict verdict = replica.send(AT, replica.lease(MONEY, 1_000_000, 500, 10_000));

        assertThat(verdict).isEqualTo(new Verdict.Done(List.of(new Balance(MONEY, 0, 0, 10_000, 10_000, 500, 1, 1))));
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(0, 0, 10_000, 1));
    }

    @Test
    void leasesOneReplicaNoMoreThanAFairPart() {
        LedgerReplica one = new LedgerReplica(open(), "a");
        LedgerReplica two = new LedgerReplica(open(), "b");

        one.send(AT, one.lease(MONEY, 1_000, 100, 1_000));
        two.send(AT, two.lease(MONEY, 1_000, 100, 1_000));

        assertThat(one.held(MONEY)).isEqualTo(100 + 900 / 4);
        assertThat(two.held(MONEY)).isEqualTo(100 + (1_000 - 325 - 100) / 8);
    }

    @Test
    void leasesNearTheEndExactlyWhatIsNeeded() {
        LedgerReplica one = new LedgerReplica(open(), "a");
        LedgerReplica two = new LedgerReplica(open(), "b");
        one.send(AT, one.lease(MONEY, 100, 90, 90));

        Verdict near = two.send(AT, two.lease(MONEY, 100, 7, 50));
        long held = two.held(MONEY);
        Verdict last = two.send(AT, two.lease(MONEY, 100, 3, 50));

        assertThat(near).isInstanceOf(Verdict.Done.class);
        assertThat(held).isEqualTo(7);
        assertThat(last).isInstanceOf(Verdict.Done.class);
        assertThat(two.held(MONEY)).isEqualTo(10);
        assertThat(two.send(AT, two.lease(MONEY, 100, 1, 50))).isInstanceOf(Verdict.NoRoom.class);
    }

    @Test
    void refusesWhatHasNoRoomAndSaysHowItStands() {
        LedgerReplica one = new LedgerReplica(open(), "a");
        LedgerReplica two = new LedgerReplica(open(), "b");
        one.send(AT, one.lease(MONEY, 100, 60, 60));
        one.send(AT, one.settle(MONEY, 100, 40, 0));

        Verdict verdict = two.send(AT, two.lease(MONEY, 100, 41, 41));

        assertThat(verdict).isEqualTo(new Verdict.NoRoom(List.of(new Balance(MONEY, 40, 0, 20, 0, 0, 0, 1))));
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(40, 0, 20, 1));
    }

    @Test
    void changesNothingAnywhereIfOneCounterHasNoRoom() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 100, 10, 10), replica.lease(TOKENS, 100, 10, 10));

        Verdict verdict = replica.send(
                AT,
                replica.speak(MONEY, 100, 5, 0, 20, 20, 20),
                replica.lease(DAY, 100, 20, 20),
                replica.speak(TOKENS, 100, 5, 0, 96, 96, 96),
                replica.lease(CALLS, 0, 1, 1));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.NoRoom.class,
                        none -> assertThat(none.balances())
                                .extracting(Balance::counter)
                                .containsExactly(TOKENS, CALLS));
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(0, 0, 10, 1));
        assertThat(look(DAY, AT)).isEqualTo(new Standing(0, 0, 0, 0));
        assertThat(look(TOKENS, AT)).isEqualTo(new Standing(0, 0, 10, 1));
        assertThat(look(CALLS, AT)).isEqualTo(new Standing(0, 0, 0, 0));
    }

    @Test
    void settlesRenewsAndLeasesInOneExchange() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 1_000, 50, 50));

        Verdict verdict = replica.send(AT.plusSeconds(10), replica.speak(MONEY, 1_000, 30, 5, 20, 20, 35));

        assertThat(verdict).isEqualTo(new Verdict.Done(List.of(new Balance(MONEY, 30, 0, 35, 35, 35, 2, 1))));
        assertThat(look(MONEY, LATER)).as("renewed").isEqualTo(new Standing(30, 0, 35, 1));
    }

    @Test
    void changesNothingByRepeatsOfAnExchange() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 1_000, 50, 50), replica.lease(TOKENS, 1_000, 70, 70));

        Verdict first =
                replica.send(AT, replica.speak(MONEY, 1_000, 20, 3, 10, 10, 10), replica.settle(TOKENS, 1_000, 60, 10));
        Verdict again = replica.repeat();
        Verdict elsewhere = replica.through(open()).repeat();

        assertThat(first).isInstanceOf(Verdict.Done.class);
        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isEqualTo(first);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(20, 0, 37, 1));
        assertThat(look(TOKENS, AT)).isEqualTo(new Standing(60, 0, 0, 0));
    }

    @Test
    void settlesOnceWithoutALeaseHoweverOftenItIsTold() {
        LedgerReplica replica = new LedgerReplica(open(), "a");

        Verdict first = replica.send(AT, replica.settle(MONEY, 1_000, 20, 0));
        Verdict again = replica.through(open()).repeat();
        Verdict more = replica.send(AT, replica.settle(MONEY, 1_000, 20, 0));

        assertThat(again).isEqualTo(first);
        assertThat(more).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(40, 0, 0, 0));
    }

    @Test
    void refusesAnExchangeThatComesAfterALaterOne() {
        Ledger ledger = open();
        LedgerReplica late = new LedgerReplica(ledger, "a");
        late.send(AT, late.lease(MONEY, 1_000, 50, 50));
        LedgerReplica replica = late.through(open());
        replica.send(AT, replica.settle(MONEY, 1_000, 30, 20));
        replica.send(AT, replica.lease(MONEY, 1_000, 5, 5));

        Verdict verdict = late.send(AT, late.settle(MONEY, 1_000, 30, 20));

        assertThat(verdict).isEqualTo(new Verdict.Gone(List.of(MONEY)));
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(30, 0, 5, 1));
    }

    @Test
    void takesBackLeasesOfOthersThatHaveExpiredButForWhatMayBeUsed() {
        LedgerReplica dead = new LedgerReplica(open(), "dead");
        LedgerReplica replica = new LedgerReplica(open(), "a");
        dead.send(AT, dead.speak(MONEY, 100, 0, 0, 80, 80, 80), dead.lease(CALLS, 3, 3, 3));
        dead.send(AT, dead.speak(MONEY, 100, 10, 0, 0, 0, 15), dead.speak(CALLS, 3, 0, 0, 0, 0, 3));

        Verdict tooEarly = replica.send(AT.plus(LedgerReplica.LEASE), replica.lease(MONEY, 100, 75, 75));
        Verdict money = replica.send(LATER, replica.lease(MONEY, 100, 75, 75));
        Verdict calls = replica.send(LATER, replica.lease(CALLS, 3, 3, 3));

        assertThat(tooEarly).isInstanceOf(Verdict.NoRoom.class);
        assertThat(money).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, LATER)).isEqualTo(new Standing(10, 15, 75, 1));
        assertThat(calls).isInstanceOf(Verdict.Done.class);
        assertThat(look(CALLS, LATER)).isEqualTo(new Standing(0, 0, 3, 1));
    }

    @Test
    void tellsAReplicaWhoseLeaseWasTakenBackAndLetsItBeginAnew() {
        LedgerReplica slow = new LedgerReplica(open(), "slow");
        slow.send(AT, slow.lease(MONEY, 100, 30, 30), slow.lease(DAY, 100, 30, 30));
        look(MONEY, LATER);

        Verdict verdict = slow.send(LATER, slow.settle(MONEY, 100, 20, 10), slow.settle(DAY, 100, 20, 10));
        Verdict anew = slow.send(LATER, slow.lease(MONEY, 100, 40, 40), slow.settle(DAY, 100, 20, 10));

        assertThat(verdict).isEqualTo(new Verdict.Gone(List.of(MONEY)));
        assertThat(anew).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, LATER)).isEqualTo(new Standing(0, 30, 40, 1));
        assertThat(look(DAY, LATER)).isEqualTo(new Standing(20, 0, 0, 0));
    }

    @Test
    void renewsALeaseThatHasExpiredButWasNotTakenBack() {
        LedgerReplica slow = new LedgerReplica(open(), "slow");
        slow.send(AT, slow.lease(MONEY, 100, 30, 30));

        Verdict verdict = slow.send(LATER, slow.settle(MONEY, 100, 20, 0));

        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, LATER)).isEqualTo(new Standing(20, 0, 10, 1));
    }

    @Test
    void takesBackWhatItsHolderKnowsNothingOf() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.speak(MONEY, 100, 0, 0, 30, 30, 30));
        replica.send(AT, replica.speak(MONEY, 100, 0, 0, 0, 0, 5));
        Exchange anew = new Exchange(MONEY, 100, 0, 0, 0, 40, 40, 40);

        Verdict verdict = replica.send(AT, anew);

        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(0, 5, 40, 1));
    }

    @Test
    void beginsAnewAfterEverythingWasGivenBack() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 100, 30, 30));

        Verdict back = replica.send(AT, replica.settle(MONEY, 100, 20, 10));
        Verdict soon = replica.send(AT, new Exchange(MONEY, 100, 0, 0, 0, 30, 30, 30));
        replica.send(AT, replica.settle(MONEY, 100, 0, 30));
        look(MONEY, LATER);
        Verdict later = replica.send(LATER, new Exchange(MONEY, 100, 0, 0, 0, 80, 80, 80));

        assertThat(back).isEqualTo(new Verdict.Done(List.of(new Balance(MONEY, 20, 0, 0, 0, 0, 0, 0))));
        assertThat(soon).isInstanceOf(Verdict.Done.class);
        assertThat(later).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, LATER)).isEqualTo(new Standing(20, 0, 80, 1));
    }

    @Test
    void booksInFullWhatIsSettledAboveTheLease() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(MONEY, 100, 30, 30));

        Verdict verdict = replica.send(AT, replica.settle(MONEY, 100, 250, 0));

        assertThat(verdict).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(250, 0, 0, 0));
        assertThat(replica.send(AT, replica.lease(MONEY, 100, 1, 1))).isInstanceOf(Verdict.NoRoom.class);
    }

    @Test
    void countsCallsAtOnceOnlyWhileTheyRun() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        replica.send(AT, replica.lease(CALLS, 5, 5, 5));

        Verdict full = replica.send(AT, replica.speak(CALLS, 5, 0, 0, 1, 1, 1));
        Verdict ended = replica.send(AT, replica.speak(CALLS, 5, 2, 1, 0, 0, 2));

        assertThat(full).isInstanceOf(Verdict.NoRoom.class);
        assertThat(ended).isInstanceOf(Verdict.Done.class);
        assertThat(look(CALLS, AT)).isEqualTo(new Standing(0, 0, 2, 1));
    }

    @Test
    void followsALimitThatChanges() {
        LedgerReplica one = new LedgerReplica(open(), "a");
        LedgerReplica two = new LedgerReplica(open(), "b");
        one.send(AT, one.lease(MONEY, 100, 50, 50));

        Verdict lowered = two.send(AT, two.lease(MONEY, 40, 1, 1));
        Verdict settledAllTheSame = one.send(AT, one.settle(MONEY, 40, 45, 0));
        Verdict raised = two.send(AT, two.lease(MONEY, 200, 150, 150));

        assertThat(lowered).isInstanceOf(Verdict.NoRoom.class);
        assertThat(settledAllTheSame).isInstanceOf(Verdict.Done.class);
        assertThat(raised).isInstanceOf(Verdict.Done.class);
        assertThat(look(MONEY, AT)).isEqualTo(new Standing(45, 0, 155, 2));
    }

    @Test
    void keepsCountersApart() {
        LedgerReplica replica = new LedgerReplica(open(), "replica-1");
        Counter next = counter("tenant/acme", Measure.USD_MONTH, AT.plus(Duration.ofDays(31)));

        replica.send(AT, replica.settle(MONEY, 100, 1, 0), replica.settle(DAY, 100, 2, 0));
        replica.send(AT, replica.settle(TOKENS, 100, 3, 0), replica.settle(next, 100, 4, 0));

        assertThat(look(MONEY, AT).spent()).isEqualTo(1);
        assertThat(look(DAY, AT).spent()).isEqualTo(2);
        assertThat(look(TOKENS, AT).spent()).isEqualTo(3);
        assertThat(look(next, AT).spent()).isEqualTo(4);
    }

    @Test
    void carriesOutManyExchangesTogetherButNotTooMany() {
        LedgerReplica replica = new LedgerReplica(open(), "a");
        List<Counter> counters = IntStream.rangeClosed(0, LedgerTurn.MOST)
                .mapToObj(i -> counter("key/acme/" + i, Measure.USD_DAY))
                .toList();
        Exchange[] most = counters.stream()
                .limit(LedgerTurn.MOST)
                .map(each -> replica.lease(each, 100, 10, 10))
                .toArray(Exchange[]::new);
        Exchange[] tooMany =
                counters.stream().map(each -> replica.lease(each, 100, 10, 10)).toArray(Exchange[]::new);

        assertThat(replica.send(AT, most)).isInstanceOf(Verdict.Done.class);
        assertThat(replica.repeat()).isInstanceOf(Verdict.Done.class);
        assertThat(counters.stream().limit(LedgerTurn.MOST)).allMatch(each -> replica.held(each) == 10);
        assertThatThrownBy(() -> replica.send(AT, tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> replica.send(AT, replica.lease(DAY, 9, 1, 1), replica.lease(DAY, 9, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(replica.send(AT)).isEqualTo(new Verdict.Done(List.of()));
    }

    /** What a counter's row says. */
    protected record Standing(long spent, long lost, long leased, int replicas) {}

    /** How a counter stands; leases that have expired by then are taken back. */
    protected Standing look(Counter counter, Instant now) {
        return look(open(), counter, now);
    }

    static Standing look(Ledger ledger, Counter counter, Instant now) {
        Verdict verdict = ledger.exchange(
                "auditor-" + now.toEpochMilli(),
                Long.MAX_VALUE,
                now,
                now,
                List.of(new Exchange(counter, 0, 0, 0, 0, 0, 0, 0)));
        if (verdict instanceof Verdict.Done done) {
            Balance balance = done.balances().getFirst();
            return new Standing(balance.spent(), balance.lost(), balance.leased(), balance.replicas());
        }
        throw new AssertionError("nothing was asked for, but: " + verdict);
    }

    protected static Counter counter(String scope, Measure measure) {
        return counter(scope, measure, AT);
    }

    private static Counter counter(String scope, Measure measure, Instant at) {
        return Counter.at(scope, measure, ZoneOffset.UTC, at);
    }
}
