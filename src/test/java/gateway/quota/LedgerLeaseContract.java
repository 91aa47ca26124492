package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every ledger must do with leases that expire or are given up, and with exchanges that are repeated or late. */
public abstract class LedgerLeaseContract extends LedgerStandings {
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
}
