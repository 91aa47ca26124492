package gateway.routing.feature;

import static gateway.routing.feature.Requests.asking;
import static gateway.routing.feature.Requests.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestFeaturesTest {
    private static final RequestFeatures FEATURES = new RequestFeatures(TaskClassifier.shipped());
    private static final Tool TOOL = new Tool("search", null, Json.EMPTY_OBJECT, null);
    private static final Part.Image IMAGE = new Part.Image(new Media("image/png", "aGk=", null), null);

    @Property(tries = 500)
    void areFiniteAndBoundedWhateverTheText(@ForAll String text, @ForAll String domain) {
        Context context = FEATURES.of(asking(text), domain);

        assertThat(context.version()).isEqualTo(RequestFeatures.VERSION);
        assertThat(context.size()).isEqualTo(RequestFeatures.SIZE);
        assertThat(context.at(0)).isEqualTo(1);
        double most = 3 / Math.sqrt(RequestFeatures.SIZE - 1.0) + 1e-12;
        int tasks = 1 + Feature.values().length;
        for (int i = 1; i < tasks; i++) {
            assertThat(context.at(i)).isBetween(-most, most);
        }
        double sum = 0;
        for (int i = tasks; i < context.size(); i++) {
            assertThat(context.at(i)).isBetween(-Task.EVEN, 1 - Task.EVEN);
            sum += context.at(i);
        }
        assertThat(sum).as("probabilities less those of an even guess").isCloseTo(0, within(1e-6));
    }

    @Property(tries = 100)
    void areTheSameForTheSameText(@ForAll String text) {
        assertThat(FEATURES.of(asking(text), "")).isEqualTo(FEATURES.of(asking(text), ""));
    }

    @Test
    void haveANameEach() {
        assertThat(RequestFeatures.names())
                .hasSize(RequestFeatures.SIZE)
                .doesNotHaveDuplicates()
                .startsWith("constant", "length", "words")
                .contains("maths-words", "difficulty", "task-law")
                .endsWith("task-chat");
    }

    @Test
    void haveALengthOfAboutTwoOnAverage() {
        List<String> texts = List.of(
                "Which of the following is a noble gas?\nA. Oxygen\nB. Neon\nC. Iron\nD. Sulphur",
                "Write a Python function that reads a file and counts its lines.",
                "Ein Bäcker verkauft 12 Brote für je 3 Euro. Wie viel nimmt er ein?",
                "Summarise: the council met on Monday and agreed to repair the old bridge.",
                "Prove that $\\sqrt{2}$ is irrational.");
        double mean = texts.stream()
                .mapToDouble(text -> square(FEATURES.of(asking(text), "")))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(1.3, 3.5);
    }

    @Test
    void standAtTheirMeanWithoutAText() {
        double[] raw = FEATURES.raw(Requests.of(said(Role.ASSISTANT, "Hello")), "");

        for (Feature feature : Feature.values()) {
            if (feature.index() < Feature.DIFFICULTY.index()) {
                assertThat(raw[feature.index()]).as(feature.name()).isEqualTo(feature.mean());
            }
        }
    }

    @Test
    void knowWhatSurroundsTheText() {
        Request.Chat chat = Requests.of(
                said(Role.SYSTEM, "Be brief."),
                said(Role.USER, "What is in this picture?"),
                said(Role.ASSISTANT, new Part.ToolCall("1", "search", Json.EMPTY_OBJECT, null)),
                said(Role.USER, new Part.ToolResult("1", "search", List.of(new Part.Text("A cat"), IMAGE), false)),
                said(Role.USER, new Part.Text("And here?"), IMAGE));

        assertThat(raw(chat, Feature.TURNS)).isEqualTo(Math.log1p(1));
        assertThat(raw(chat, Feature.TOOL_RESULTS)).isEqualTo(Math.log1p(1));
        assertThat(raw(chat, Feature.MEDIA)).isEqualTo(Math.log1p(2));
        assertThat(raw(chat, Feature.HISTORY)).isPositive();
        assertThat(raw(chat, Feature.LENGTH)).isEqualTo(Math.log1p("And here?".length()));
    }

    @Test
    void knowWhatIsAskedOfTheAnswer() {
        assertThat(raw(Requests.withTools(List.of(TOOL, TOOL), null), Feature.TOOLS))
                .isEqualTo(Math.log1p(2));
        assertThat(raw(Requests.withTools(List.of(TOOL), null), Feature.FORCED_TOOL))
                .isZero();
        assertThat(raw(Requests.withTools(List.of(TOOL), new ToolChoice.Auto()), Feature.FORCED_TOOL))
                .isZero();
        assertThat(raw(Requests.withTools(List.of(TOOL), new ToolChoice.Any()), Feature.FORCED_TOOL))
                .isEqualTo(1);
        assertThat(raw(Requests.withTools(List.of(TOOL), new ToolChoice.Named("search")), Feature.FORCED_TOOL))
                .isEqualTo(1);
        assertThat(raw(Requests.formed(new Format.JsonObject(), null), Feature.FORMAT))
                .isEqualTo(1);
        assertThat(raw(Requests.formed(null, new Reasoning(true, "low", null, false)), Feature.REASONING))
                .isEqualTo(1);
        assertThat(raw(Requests.formed(null, new Reasoning(false, null, null, false)), Feature.REASONING))
                .isZero();
        assertThat(raw(Requests.drawn(hot(0.2)), Feature.COLD)).isEqualTo(1);
        assertThat(raw(Requests.drawn(hot(1.0)), Feature.COLD)).isZero();
    }

    @Test
    void knowTheClientsBoundButNotTheGateways() {
        Request.Chat free = asking("Hello");

        assertThat(raw(Requests.drawn(Sampling.DEFAULT.bounded(100)), Feature.ANSWER_BOUND))
                .isEqualTo(Math.log1p(100));
        assertThat(raw(Requests.drawn(Sampling.DEFAULT.bounded(1_000_000)), Feature.ANSWER_BOUND))
                .isEqualTo(Math.log1p(4_096));
        assertThat(raw(free.bounded(100), Feature.ANSWER_BOUND)).isEqualTo(Feature.ANSWER_BOUND.mean());
    }

    @Test
    void tellApplicationsApartByTheirSystemPrompt() {
        int[] counts = new int[4];
        for (int i = 0; i < 400; i++) {
            double[] raw = FEATURES.raw(
                    Requests.of(said(Role.SYSTEM, "You are assistant " + i), said(Role.USER, "Hello")), "");
            int[] set = IntStream.range(0, 4)
                    .filter(k -> raw[Feature.SYSTEM_0.index() + k] == 1)
                    .toArray();
            assertThat(set).hasSize(1);
            counts[set[0]]++;
        }

        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 50 && count < 150);
    }

    @Test
    void knowTheDomain() {
        assertThat(FEATURES.raw(asking("Hello"), "legal")[Feature.LEGAL.index()])
                .isEqualTo(1);
        assertThat(FEATURES.raw(asking("Hello"), "medical")[Feature.MEDICAL.index()])
                .isEqualTo(1);
        assertThat(FEATURES.of(asking("Hello"), "general")).isEqualTo(FEATURES.of(asking("Hello"), ""));
    }

    @Test
    void leaveOutTheMiddleOfALongText() {
        String filler = "words and words ".repeat(1_000);
        String middle = "Prove that 2 + 2 = 4. ".repeat(40);
        double[] without = FEATURES.raw(asking(filler + filler.substring(0, middle.length()) + filler), "");
        double[] with = FEATURES.raw(asking(filler + middle + filler), "");

        assertThat(with).isEqualTo(without);
        assertThat(with[Feature.LENGTH.index()]).isEqualTo(Math.log1p(2.0 * filler.length() + middle.length()));
        assertThat(with[Feature.WORDS.index()])
                .isCloseTo(Math.log1p((2L * filler.length() + middle.length()) * 3 / 16.0), within(0.01));
    }

    @Test
    void hearWhatWasSaidBeforeLessThanWhatIsSaidNow() {
        String law = "Is the plaintiff liable under this contract, and may the court award damages?";
        int task = Feature.values().length + Task.LAW.index();
        double now = FEATURES.raw(asking(law), "")[task];
        double never = FEATURES.raw(asking("And what about the other one?"), "")[task];
        double before = FEATURES.raw(
                        Requests.of(said(Role.USER, law), said(Role.USER, "And what about the other one?")), "")[task];

        assertThat(before).isGreaterThan(never).isLessThan(now);
    }

    private static Sampling hot(double temperature) {
        return new Sampling(null, temperature, null, null, null, null, null);
    }

    private static double raw(Request.Chat chat, Feature feature) {
        return FEATURES.raw(chat, "")[feature.index()];
    }

    private static double square(Context context) {
        double sum = 0;
        for (double value : context.toArray()) {
            sum += value * value;
        }
        return sum;
    }
}
