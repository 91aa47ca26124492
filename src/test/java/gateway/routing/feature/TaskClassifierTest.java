package gateway.routing.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskClassifierTest {
    private static final TaskClassifier SHIPPED = TaskClassifier.shipped();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    LAW | The tenant sued the landlord for breach of contract. Is the clause enforceable in court?
                    HEALTH | What are the symptoms of anaemia, and which drug treats the disease in patients?
                    CHEMISTRY | How many moles of hydrogen react with one mole of oxygen in an acid solution?
                    PHYSICS | A mass on a spring oscillates; what is its velocity and the acceleration of the particle?
                    ECONOMICS | If the demand curve shifts and supply is inelastic, what happens to the equilibrium price?
                    CODING | Write a Python function that parses a JSON file and add a unit test.
                    CODING | Schreibe eine Java-Klasse, die eine CSV-Datei einliest.
                    READING | Translate into German: The shop is closed on Sundays.
                    READING | Fasse den folgenden Text zusammen: Der Rat beschloss, die Schule zu renovieren.
                    WRITING | Write a short story about a lonely robot in a friendly tone.
                    MATH_WORD | Mia has 12 apples and buys 5 more each week. How many apples does she have after 3 weeks?
                    """)
    void guessesWhatIsAsked(Task task, String text) {
        assertThat(likeliest(guess(SHIPPED, text))).isEqualTo(task);
    }

    @Test
    void expectsAContestToBeHarderThanASum() {
        double sum = guess(SHIPPED, "Tom buys 3 books for $4 each. How much does he pay?")
                .difficulty();
        double contest = guess(
                        SHIPPED,
                        "Let $n$ be the smallest positive integer such that $n^3 - 1$ is divisible by $\\frac{p}{q}$.")
                .difficulty();

        assertThat(sum).isGreaterThan(contest);
    }

    @Property(tries = 200)
    void givesProbabilities(@ForAll String text) {
        TaskClassifier.Guess guess = guess(SHIPPED, text);

        assertThat(Arrays.stream(tasks(guess)).sum()).isCloseTo(1, within(1e-9));
        assertThat(Arrays.stream(tasks(guess)).boxed()).allMatch(probability -> probability >= 0);
        assertThat(guess.difficulty()).isFinite();
    }

    @Test
    void countsAFeatureOnce() {
        TaskClassifier.Reading once = SHIPPED.reading();
        once.feature(17);
        TaskClassifier.Reading often = SHIPPED.reading();
        for (int i = 0; i < 5; i++) {
            often.feature(17);
        }

        assertThat(tasks(often.guess())).isEqualTo(tasks(once.guess()));
    }

    @Test
    void learnsWhatItIsShownTheSameEachTime() throws IOException {
        List<TaskSample> samples = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            samples.add(new TaskSample("the judge of district " + i + " read the will", Task.LAW, 0.2, 1));
            samples.add(new TaskSample("the star of magnitude " + i + " shone at night", Task.PHYSICS, -0.2, 1));
            samples.add(new TaskSample("nobody knows what number " + i + " is about", null, -0.3, 1));
        }
        TaskClassifier trained = TaskTrainer.train(samples, TaskTrainer.Options.DEFAULT);
        TaskClassifier again = TaskTrainer.train(samples, TaskTrainer.Options.DEFAULT);

        assertThat(likeliest(guess(trained, "a judge read it"))).isEqualTo(Task.LAW);
        assertThat(likeliest(guess(trained, "a star at night"))).isEqualTo(Task.PHYSICS);
        assertThat(guess(trained, "the judge read the will").difficulty())
                .isGreaterThan(guess(trained, "the star shone at night").difficulty());
        assertThat(bytes(again)).isEqualTo(bytes(trained));
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        TaskClassifier read = TaskClassifier.read(bytes(SHIPPED));

        assertThat(bytes(read)).isEqualTo(bytes(SHIPPED));
        assertThat(tasks(guess(read, "Who wrote the novel?"))).isEqualTo(tasks(guess(SHIPPED, "Who wrote the novel?")));
    }

    @Test
    void refusesAnotherFile() throws IOException {
        byte[] cut = Arrays.copyOf(bytes(SHIPPED), 1_000);

        assertThatThrownBy(() -> TaskClassifier.read(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TaskClassifier.read(cut)).isInstanceOf(IOException.class);
    }

    private static TaskClassifier.Guess guess(TaskClassifier classifier, String text) {
        TaskClassifier.Reading reading = classifier.reading();
        new TextSurvey(reading).read(text, 0, text.length());
        return reading.guess();
    }

    private static double[] tasks(TaskClassifier.Guess guess) {
        return IntStream.range(0, TaskClassifier.TASKS).mapToDouble(guess::task).toArray();
    }

    private static Task likeliest(TaskClassifier.Guess guess) {
        Task best = Task.MATH;
        for (Task task : Task.values()) {
            best = guess.task(task.index()) > guess.task(best.index()) ? task : best;
        }
        return best;
    }

    private static byte[] bytes(TaskClassifier classifier) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        classifier.write(out);
        return out.toByteArray();
    }
}
