package gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.guard.Classifier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkedTest {
    private static final String SENTENCE = "The heating was repaired on Monday and the tenant was content with it. ";

    private final ToxicityClassifier toxicity = new ToxicityClassifier();

    @Test
    void doesNotHoldTheLengthOfATextAgainstIt() {
        double one = toxicity.score(SENTENCE);
        double many = toxicity.score(SENTENCE.repeat(2_000));

        assertThat(one).isLessThan(0.5);
        assertThat(many).isLessThan(0.5);
    }

    @Property(tries = 30)
    void judgesATextThatIsComingAsAWholeOne(@ForAll @IntRange(min = 1, max = 900) int size) {
        String text = SENTENCE.repeat(40);
        Classifier.Running running = toxicity.running();
        for (int i = 0; i < text.length(); i += size) {
            running.add(text.substring(i, Math.min(text.length(), i + size)));
        }

        assertThat(running.score()).isCloseTo(toxicity.score(text), within(1e-9));
    }
}
