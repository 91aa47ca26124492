package gateway.residency;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.residency.RandomCalls.RandomCall;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the registry says, whoever calls and whatever fails: nothing that must stay in the EU leaves it. */
class ResidencyPropertyTest {
    private static final int TRIES = 2_000;
    private static final int SAMPLE = 500;
    private static final String SEED = "20261124";
    private static final EuHosts TABLE = new EuHosts(List.of(RandomCalls.DECLARED));

    /** Takes every host that it can for European. */
    private static final EuHosts CREDULOUS = new EuHosts(RandomCalls.OUTSIDE);

    @Property(tries = TRIES, seed = SEED)
    void nothingLeavesTheEu(@ForAll("calls") RandomCall call) {
        assertThat(astray(new Chain(true, TABLE), call)).isEmpty();
    }

    @Property(tries = TRIES, seed = SEED)
    void nothingLeavesTheEuByTheGateAlone(@ForAll("calls") RandomCall call) {
        assertThat(astray(new Chain(false, TABLE), call)).isEmpty();
    }

    /** A test of the tests: they would notice. */
    @Example
    void aGateThatLetsThroughIsCaught() {
        List<RandomCall> calls = calls().generator(SAMPLE).stream(new Random(Long.parseLong(SEED)))
                .limit(SAMPLE)
                .map(shrinkable -> shrinkable.value())
                .toList();

        assertThat(count(calls, new Chain(true, CREDULOUS))).isPositive();
        assertThat(count(calls, new Chain(false, CREDULOUS))).isPositive();
        assertThat(count(calls, new Chain(false, TABLE))).isZero();
        assertThat(calls.stream()
                        .filter(RandomCall::staysInTheEu)
                        .mapToLong(call -> new Chain(true, TABLE).run(call).size())
                        .sum())
                .as("calls that may be made are made")
                .isGreaterThan(SAMPLE / 4);
    }

    @Provide
    Arbitrary<RandomCall> calls() {
        return RandomCalls.calls();
    }

    private static long count(List<RandomCall> calls, Chain chain) {
        return calls.stream().mapToLong(call -> astray(chain, call).size()).sum();
    }

    private static List<Deployment> astray(Chain chain, RandomCall call) {
        return call.staysInTheEu()
                ? chain.run(call).stream().filter(RandomCalls::leaves).toList()
                : List.of();
    }
}
