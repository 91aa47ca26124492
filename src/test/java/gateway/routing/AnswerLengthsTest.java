package gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerLengthsTest {
    private static final Context SHORT = new Context("f1", new double[] {1, -1});
    private static final Context LONG = new Context("f1", new double[] {1, 1});

    private final AnswerLengths cold = new AnswerLengths(LengthPrior.none("f1", 2));

    @Test
    void takesAModelThatHasNotAnsweredForAsTalkativeAsOthers() {
        assertThat(cold.level("new")).isEqualTo(300);

        for (int i = 0; i < 300; i++) {
            cold.learn("old", SHORT, 40);
        }

        assertThat(cold.content(SHORT) * cold.level("old")).isCloseTo(40, within(2.0));
        assertThat(cold.content(SHORT) * cold.level("new")).isCloseTo(40, within(5.0));
    }

    @Test
    void learnsWhatContentDoesToTheAnswersOfAllModelsAlike() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            boolean many = random.nextBoolean();
            boolean talkative = random.nextBoolean();
            cold.learn(talkative ? "long" : "short", many ? LONG : SHORT, (many ? 300L : 100L) * (talkative ? 2 : 1));
        }

        assertThat(cold.content(LONG) / cold.content(SHORT)).isCloseTo(3, within(0.2));
        assertThat(cold.level("long") / cold.level("short")).isCloseTo(2, within(0.1));
        assertThat(cold.content(LONG) * cold.level("short")).isCloseTo(300, within(20.0));
    }

    @Test
    void beginsWithWhatIsKnown() {
        double[] sums = new double[Lessons.size(2)];
        for (int i = 0; i < 500; i++) {
            Lessons.add(sums, SHORT.toArray(), 0.5, 1);
            Lessons.add(sums, LONG.toArray(), 1.5, 1);
        }
        AnswerLengths warm = new AnswerLengths(LengthPrior.relative(
                model -> model.equals("known") ? new LengthPrior.Level(2, 10) : LengthPrior.Level.UNKNOWN,
                "f1",
                new Sums(sums)));

        assertThat(warm.level("known")).isEqualTo(600);
        assertThat(warm.level("new")).isEqualTo(300);
        assertThat(warm.content(SHORT)).isCloseTo(0.5, within(0.05));
        assertThat(warm.content(LONG)).isCloseTo(1.5, within(0.05));
    }

    @Test
    void takesContentOfAnotherVersionForUsual() {
        assertThat(cold.content(Context.NONE)).isEqualTo(1);
        assertThat(cold.content(new Context("f0", new double[] {1, 1}))).isEqualTo(1);

        cold.learn("old", Context.NONE, 100);

        assertThat(cold.level("old")).isBetween(100.0, 300.0);
        assertThat(new AnswerLengths(LengthPrior.none("", 0)).content(Context.NONE))
                .isEqualTo(1);
    }

    @Test
    void staysWithinBoundsWhateverItSees() {
        Random random = new Random(2);
        for (int i = 0; i < 25_000; i++) {
            cold.learn("wild", random.nextBoolean() ? LONG : SHORT, random.nextInt(5) == 0 ? 1_000_000 : 0);
        }

        assertThat(cold.content(LONG)).isBetween(0.2, 5.0);
        assertThat(cold.level("wild")).isFinite().isNotNegative();
    }
}
