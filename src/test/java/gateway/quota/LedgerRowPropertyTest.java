package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.quota.LedgerRow.Next;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever replicas do, in whatever order, and whichever of them die: a counter holds what it promises. */
class LedgerRowPropertyTest {
    private static final String SEED = "20261126";
    private static final int TRIES = 2_000;
    private static final Instant AT = Instant.parse("2026-11-26T12:00:10Z");
    private static final Counter MONEY = Counter.at("tenant/acme", Measure.USD_MONTH, ZoneOffset.UTC, AT);
    private static final Counter CALLS = Counter.at("tenant/acme", Measure.CONCURRENT, ZoneOffset.UTC, AT);

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void takesNoMoreThanTheLimit(@ForAll("seeds") long seed) {
        RandomReplicas world = new RandomReplicas(MONEY, new Random(seed));

        for (int i = 0; i < RandomReplicas.STEPS; i++) {
            world.step();

            assertThat(world.row().taken()).isLessThanOrEqualTo(world.limit());
        }
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void countsAtLeastWhatWasUsedAndWithoutDeathsExactlyThat(@ForAll("seeds") long seed) {
        RandomReplicas world = new RandomReplicas(MONEY, new Random(seed));
        for (int i = 0; i < RandomReplicas.STEPS; i++) {
            world.step();
        }

        world.end();

        LedgerRow row = world.row();
        assertThat(row.leased()).isZero();
        assertThat(row.spent() + row.lost()).isBetween(world.used(), world.used() + row.lost());
        if (row.lost() == 0) {
            assertThat(row.spent()).isEqualTo(world.used());
        }
    }

    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void freesAllCallsInTheEnd(@ForAll("seeds") long seed) {
        RandomReplicas world = new RandomReplicas(CALLS, new Random(seed));
        for (int i = 0; i < RandomReplicas.STEPS; i++) {
            world.step();
            assertThat(world.row().taken()).isLessThanOrEqualTo(world.limit());
        }

        world.end();

        assertThat(world.row().taken()).isZero();
    }

    /** A ledger that adds a change to what others have taken meanwhile must be told exactly how much that may be. */
    @Property(tries = TRIES, seed = SEED, edgeCases = EdgeCasesMode.NONE)
    void saysExactlyHowMuchOthersMayTakeMeanwhile(@ForAll("seeds") long seed) {
        Random random = new Random(seed);
        RandomReplicas world = new RandomReplicas(MONEY, random);
        for (int i = 0; i < RandomReplicas.STEPS / 4; i++) {
            world.step();
        }
        LedgerRow row = world.row();
        long need = random.nextLong(0, 20);
        long want = need + random.nextLong(0, 40);
        Exchange asked = new Exchange(MONEY, world.limit(), 0, 0, 0, need, want, need);
        if (row.exchange("new", 1, AT, AT, asked) instanceof Next.Changed changed && changed.most() < Long.MAX_VALUE) {
            long more = changed.most() - row.taken();
            LedgerRow still = new LedgerRow(row.spent() + more, row.lost(), row.leases());
            LedgerRow over = new LedgerRow(row.spent() + more + 1, row.lost(), row.leases());

            assertThat(more).isNotNegative();
            assertThat(granted(still, asked))
                    .isGreaterThanOrEqualTo(changed.balance().held());
            assertThat(granted(over, asked)).isLessThan(changed.balance().held());
        }
    }

    /** A test of the tests: replicas die, are late, repeat themselves and run out of room. */
    @Example
    void theWorldIsAsBadAsItShouldBe() {
        Random seeds = new Random(Long.parseLong(SEED));
        int losses = 0;
        int repeats = 0;
        int refusals = 0;
        int gone = 0;
        for (int i = 0; i < 200; i++) {
            RandomReplicas world = new RandomReplicas(MONEY, new Random(seeds.nextLong()));
            for (int step = 0; step < RandomReplicas.STEPS; step++) {
                world.step();
            }
            losses += world.row().lost() > 0 ? 1 : 0;
            repeats += world.repeats();
            refusals += world.refusals();
            gone += world.gone();
        }

        assertThat(List.of(losses, repeats, refusals, gone)).allMatch(times -> times > 50);
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static long granted(LedgerRow row, Exchange asked) {
        return row.exchange("new", 1, AT, AT, asked) instanceof Next.Changed changed
                ? changed.balance().held()
                : -1;
    }
}
