package gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever calls, replicas and the ledger do, and in whichever order: a budget is never overshot. */
class QuotaPropertyTest {
    private static final int TRIES = 500;
    private static final String SEED = "20261126";
    private static final long LIMIT = 10_000;

    private static final List<What> CALM = List.of(
            What.BEGIN,
            What.BEGIN,
            What.BEGIN,
            What.BEGIN,
            What.END,
            What.END,
            What.END,
            What.BEAT,
            What.PASS,
            What.STOP);

    /** What may happen. */
    enum What {
        BEGIN,
        END,
        BEAT,
        PASS,
        LEDGER_FAILS,
        LEDGER_IS_BUSY,
        ANSWERS_ARE_LOST,
        LEDGER_IS_BACK,
        STOP,
        CRASH
    }

    /**
     * Something happens.
     *
     * @param at the replica
     * @param size of a call, or percent of what it really costs, or seconds
     */
    record Step(What what, int at, int size) {}

    @Property(tries = TRIES, seed = SEED)
    void whatIsSpentIsWhatCallsHaveCost(@ForAll("calm") List<Step> steps) {
        Cluster cluster = new Cluster(3, LIMIT);

        run(cluster, steps);
        cluster.quiet();

        assertThat(cluster.row())
                .isEqualTo(new LedgerRow(cluster.settled(), 0, cluster.row().leases()));
        assertThat(cluster.row().leased()).isZero();
    }

    @Property(tries = TRIES, seed = SEED)
    void nothingIsOvershotWhileTheLedgerFails(@ForAll("troubled") List<Step> steps) {
        assertNothingIsForgotten(steps);
    }

    @Property(tries = TRIES, seed = SEED)
    void nothingIsOvershotWhenReplicasDie(@ForAll("violent") List<Step> steps) {
        assertNothingIsForgotten(steps);
    }

    private static void assertNothingIsForgotten(List<Step> steps) {
        Cluster cluster = new Cluster(3, LIMIT);

        run(cluster, steps);
        cluster.quiet();

        assertThat(cluster.row().leased()).isZero();
        assertThat(cluster.row().spent() + cluster.row().lost()).isGreaterThanOrEqualTo(cluster.settled());
    }

    private static void run(Cluster cluster, List<Step> steps) {
        for (Step step : steps) {
            switch (step.what()) {
                case BEGIN -> cluster.begin(step.at(), step.size() * 10L);
                case END -> cluster.end(step.at(), step.size());
                case BEAT -> cluster.beat(step.at());
                case PASS -> cluster.pass(Duration.ofMillis(step.size() * 200L));
                case LEDGER_FAILS -> cluster.ledger.fail(MemoryLedger.Fault.UNREACHABLE);
                case LEDGER_IS_BUSY -> cluster.ledger.fail(MemoryLedger.Fault.BUSY);
                case ANSWERS_ARE_LOST -> cluster.ledger.fail(MemoryLedger.Fault.ANSWER_LOST);
                case LEDGER_IS_BACK -> cluster.ledger.fail(MemoryLedger.Fault.NONE);
                case STOP -> cluster.stop(step.at());
                case CRASH -> cluster.crash(step.at());
            }
            LedgerRow row = cluster.row();
            assertThat(row.spent() + row.lost() + row.leased()).isBetween(0L, LIMIT);
            assertThat(cluster.atMost()).isLessThanOrEqualTo(LIMIT);
        }
    }

    @Provide
    Arbitrary<List<Step>> calm() {
        return steps(CALM);
    }

    @Provide
    Arbitrary<List<Step>> troubled() {
        return steps(with(
                What.LEDGER_FAILS,
                What.LEDGER_IS_BUSY,
                What.ANSWERS_ARE_LOST,
                What.LEDGER_IS_BACK,
                What.LEDGER_IS_BACK));
    }

    @Provide
    Arbitrary<List<Step>> violent() {
        return steps(
                with(What.LEDGER_FAILS, What.LEDGER_IS_BUSY, What.ANSWERS_ARE_LOST, What.LEDGER_IS_BACK, What.CRASH));
    }

    private static List<What> with(What... more) {
        return Stream.concat(CALM.stream(), Stream.of(more)).toList();
    }

    private static Arbitrary<List<Step>> steps(List<What> among) {
        return Combinators.combine(
                        Arbitraries.of(among),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMinSize(20)
                .ofMaxSize(300);
    }
}
