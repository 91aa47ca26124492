package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger must do as long as all goes well, and nobody else speaks at the same time. */
public abstract class LedgerContract extends LedgerStandings {
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
        two.send(AT, two.lease(MONEY, 1_000, 30, 1_000));

        assertThat(one.held(MONEY)).isEqualTo(100 + 200);
        assertThat(two.held(MONEY)).isEqualTo(30 + 60);
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
                .mapToObj(i -> counter("key/acme/" + i, Measure.USD_DAY, AT))
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
}
