package gateway.routing.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Estimates worked out by hand, and the properties that they are chosen for. */
class OffPolicyTest {
    private static final double EXACT = 1e-9;

    @Test
    void weighsByHand() {
        // good was put first with 0.8, cheap with 0.2
        OffPolicy judge = new OffPolicy(List.of(
                round(0, 1, 0.8, 1),
                round(0, 1, 0.8, 0),
                round(0, 1, 0.8, 1),
                round(0, 1, 0.8, 1),
                round(1, 1, 0.2, 0.5)));

        PolicyValue good = judge.value(TargetPolicy.always("good"));
        PolicyValue cheap = judge.value(TargetPolicy.always("cheap"));

        assertThat(good.rounds()).isEqualTo(5);
        assertThat(good.largestWeight()).isEqualTo(1.25, within(EXACT));
        assertThat(good.effective()).isEqualTo(4, within(EXACT));
        assertThat(good.of(Method.IPS, Measure.QUALITY).value()).isEqualTo(3 * 1.25 / 5, within(EXACT));
        assertThat(good.of(Method.SNIPS, Measure.QUALITY).value()).isEqualTo(0.75, within(EXACT));
        assertThat(cheap.of(Method.IPS, Measure.QUALITY).value()).isEqualTo(5 * 0.5 / 5, within(EXACT));
        assertThat(cheap.of(Method.SNIPS, Measure.QUALITY).value()).isEqualTo(0.5, within(EXACT));
        assertThat(cheap.largestWeight()).isEqualTo(5, within(EXACT));
        assertThat(cheap.effective()).isEqualTo(1, within(EXACT));
        assertThat(cheap.isSound()).isFalse();
    }

    @Test
    void givesTheErrorOfTheMean() {
        // w y is 1.25 and 0, of variance 2 x 0.625^2 = 0.78125; the propensities foretell 1.25 x 1 - 0.625^2 = 0.859375
        OffPolicy judge = new OffPolicy(List.of(round(0, 1, 0.8, 1), round(1, 1, 0.2, 1)));
        Estimate ips = judge.value(TargetPolicy.always("good")).of(Method.IPS, Measure.QUALITY);
        Estimate snips = judge.value(TargetPolicy.always("good")).of(Method.SNIPS, Measure.QUALITY);

        assertThat(ips.error()).isEqualTo(Math.sqrt(0.859375 / 2), within(EXACT));
        assertThat(ips.high() - ips.low()).isEqualTo(2 * 1.959964 * ips.error(), within(EXACT));
        assertThat(ips.covers(0)).isTrue();
        assertThat(ips.covers(2)).isFalse();
        // all that it saw of the model was the same
        assertThat(snips).isEqualTo(new Estimate(1, 0));
    }

    @Test
    void judgesTheRouterByWhatHappened() {
        List<Round> rounds = logged(new Random(1), 400, 0.1);
        double mean = rounds.stream()
                .mapToDouble(round -> round.outcome().utility())
                .average()
                .orElseThrow();
        PolicyValue router = new OffPolicy(rounds).value(TargetPolicy.logged());

        assertThat(router.of(Method.IPS, Measure.UTILITY).value()).isEqualTo(mean, within(EXACT));
        assertThat(router.of(Method.SNIPS, Measure.UTILITY).value()).isEqualTo(mean, within(EXACT));
        assertThat(router.effective()).isEqualTo(400, within(EXACT));
        assertThat(router.largestWeight()).isEqualTo(1, within(EXACT));
        assertThat(router.gain(Measure.UTILITY).covers(0)).isTrue();
    }

    @Test
    void leavesOutRoundsThatTellNothingOfAModel() {
        Round closed = round(0, 1, 1, 0.5);
        Round only = new Round(context(1), List.of(candidate("good", 1)), new Round.Outcome(0.5, 0, 0.5));
        OffPolicy judge = new OffPolicy(List.of(round(0, 1, 0.8, 1), closed, only, round(1, 1, 0.2, 0)));

        assertThat(judge.closed()).isEqualTo(1);
        assertThat(judge.rounds()).hasSize(3);
        PolicyValue cheap = judge.value(TargetPolicy.always("cheap"));
        assertThat(List.of(cheap.rounds(), cheap.undecided())).containsExactly(2, 1);
        PolicyValue unknown = judge.value(TargetPolicy.always("nobody"));
        assertThat(List.of(unknown.rounds(), unknown.undecided())).containsExactly(0, 3);
        assertThatIllegalStateException().isThrownBy(() -> unknown.of(Method.DR, Measure.USD));
        assertThatIllegalStateException().isThrownBy(() -> unknown.gain(Measure.USD));
    }

    @Test
    void needsAFirstChoiceThatCouldBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> round(1, 1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Round(context(1), List.of(), new Round.Outcome(1, 0, 1)));
        Round longer = new Round(
                new Context("f1", new double[] {1, 0, 0}), List.of(candidate("good", 1)), new Round.Outcome(1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OffPolicy(List.of(longer, round(0, 1, 0.5, 1))))
                .withMessageContaining("different versions");
    }

    @Test
    void estimatesMoreClearlyWhereTheContextTells() {
        // half of the variance comes from the context, which the doubly robust estimate takes out
        List<Round> rounds = logged(new Random(2), 3_000, 0.1);
        PolicyValue cheap = new OffPolicy(rounds).value(TargetPolicy.always("cheap"));

        Estimate robust = cheap.of(Method.DR, Measure.QUALITY);
        assertThat(robust.error())
                .isLessThan(cheap.of(Method.SNIPS, Measure.QUALITY).error());
        assertThat(robust.error())
                .isLessThan(cheap.of(Method.IPS, Measure.QUALITY).error() / 2);
    }

    @Test
    void coversTheTruthAsOftenAsItSays() {
        Map<Method, Integer> covered = new EnumMap<>(Method.class);
        int seeds = 100;
        for (int seed = 0; seed < seeds; seed++) {
            OffPolicy judge = new OffPolicy(logged(new Random(seed), 1_000, 0.1));
            PolicyValue cheap = judge.value(TargetPolicy.always("cheap"));
            for (Method method : Method.values()) {
                covered.merge(method, cheap.of(method, Measure.QUALITY).covers(0.5) ? 1 : 0, Integer::sum);
            }
        }
        for (Method method : Method.values()) {
            assertThat((double) covered.getOrDefault(method, 0) / seeds)
                    .as(method.name())
                    .isBetween(0.88, 0.995);
        }
    }

    @Test
    void choosesGreedilyByAnotherWeight() {
        Round round = new Round(
                context(1),
                List.of(
                        new Candidate("good", "g", 0.9, 0.01, 0, 0.5, 0.5),
                        new Candidate("cheap", "c", 0.7, 0.001, 0, 0.6, 0.5)),
                new Round.Outcome(1, 0.01, 0.5));

        assertThat(TargetPolicy.greedy(0).chances().apply(round)).containsExactly(1, 0);
        assertThat(TargetPolicy.greedy(0.5).chances().apply(round)).containsExactly(0, 1);
        assertThat(TargetPolicy.uniform().chances().apply(round)).containsExactly(0.5, 0.5);
        assertThat(TargetPolicy.logged().chances().apply(round)).containsExactly(0.5, 0.5);
    }

    /** Mean quality 0.5 of cheap and 0.7 of good; both do better where the context is high. */
    private static List<Round> logged(Random random, int count, double drawn) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * 2 - 1;
            // the router puts the good model first where the context is high
            double cheap = x > 0 ? drawn / 2 : 1 - drawn / 2;
            int first = random.nextDouble() < cheap ? 1 : 0;
            double quality = (first == 0 ? 0.7 : 0.5) + 0.25 * x + 0.05 * (random.nextDouble() - 0.5);
            double usd = first == 0 ? 0.01 : 0.001;
            rounds.add(
                    new Round(context(x), pair(first, 1 - cheap), new Round.Outcome(quality, usd, quality - 10 * usd)));
        }
        return rounds;
    }

    private static Round round(int first, double x, double propensity, double quality) {
        double good = first == 0 ? propensity : 1 - propensity;
        return new Round(context(x), pair(first, good), new Round.Outcome(quality, 0, quality));
    }

    /** Both candidates, that of the number at the head. */
    private static List<Candidate> pair(int first, double good) {
        List<Candidate> both = List.of(candidate("good", good), candidate("cheap", 1 - good));
        return first == 0 ? both : both.reversed();
    }

    private static Context context(double x) {
        return new Context("f1", new double[] {1, x});
    }

    private static Candidate candidate(String model, double propensity) {
        return new Candidate(model, model + "-eu", 0.5, 0.001, 0, 0.5, propensity);
    }
}
