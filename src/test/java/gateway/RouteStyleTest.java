package gateway;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.reload.RouteCheck;
import gateway.reload.RouteFile;
import gateway.reload.RouteWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route file tells its story in order, and hands each stage what it takes; violations are found. */
class RouteStyleTest {
    private static Map<String, String> texts;
    private static RouteCheck check;
    private static TestGateway gateway;

    @BeforeAll
    static void read() throws IOException {
        gateway = TestGateway.start();
        texts = RouteWatch.read(List.of(Path.of("routes"), Path.of("routes", "local")));
        check = new RouteCheck(gateway.beans());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void findsNothingWrongWithTheShippedRoutes() {
        assertThat(problems(texts)).isEmpty();
    }

    @Test
    void findsAStageThatIsHandedWhatItDoesNotTake() {
        String chat = text("chat");
        String swapped = chat.replace("ref: admission", "ref: X")
                .replace("ref: residency", "ref: admission")
                .replace("ref: X", "ref: residency");

        assertThat(problems(changed("chat", swapped))).anyMatch(problem -> problem.contains("takes gateway.model"));
    }

    @Test
    void findsAStageLeftOutBeforeTheCall() {
        String answer = text("answer").replace("ref: choose", "ref: residency");

        assertThat(problems(changed("answer", answer))).anyMatch(problem -> problem.contains("start-walk"));
    }

    @Test
    void findsABreakerThatWouldPassTheRequestOnAsTheAnswer() {
        String unsafe =
                text("provider").replace("throwExceptionWhenHalfOpenOrOpenState: true", "minimumNumberOfCalls: 5");
        String ignoring = text("provider")
                .replace(
                        "throwExceptionWhenHalfOpenOrOpenState: true",
                        "throwExceptionWhenHalfOpenOrOpenState: true\n                "
                                + "ignoreException: [java.lang.Exception]");

        assertThat(problems(changed("provider", unsafe))).anyMatch(problem -> problem.contains("its breaker needs"));
        assertThat(problems(changed("provider", ignoring))).anyMatch(problem -> problem.contains("must not have"));
    }

    @Test
    void findsAFileThatIsNotNamedAfterItsRoute() {
        assertThat(problems(changed("chat", text("chat").replace("id: chat\n", "id: talk\n"))))
                .anyMatch(problem -> problem.contains("must be named after its id"));
    }

    @Test
    void findsAChoiceWhoseWaysEndDifferently() {
        String answer = text("answer").replace("ref: replayAnswer", "ref: residency");

        assertThat(problems(changed("answer", answer)))
                .anyMatch(problem -> problem.contains("gives gateway.model.Plan on one way and"));
    }

    @Test
    void findsAStepWithoutADescription() {
        String bare = text("answer").replaceFirst(" +description: Rank what is left\n", "");

        assertThat(problems(changed("answer", bare))).anyMatch(problem -> problem.contains("has no description"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- log: {id: a, description: b, message: 'got ${body}'}",
                "- log: 'got ${headers}'",
                "- to: {id: a, description: b, uri: 'log:gateway?showAll=true'}",
                "- to: 'log:gateway'",
                "- wireTap: {id: a, description: b, uri: 'log:gateway'}"
            })
    void findsAStepThatWritesMessagesToTheLog(String step) {
        String telling = text("models").replaceFirst("( +)- bean:", "$1" + step.replace("$", "\\$") + "\n$1- bean:");

        assertThat(problems(changed("models", telling))).anyMatch(problem -> problem.contains("hold content"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace: true", "messageHistory: true", "logMask: true"})
    void findsARouteThatIsToldToTell(String option) {
        String telling = text("models").replaceFirst("( +)from:", "$1" + option + "\n$1from:");

        assertThat(problems(changed("models", telling))).anyMatch(problem -> problem.contains("hold content"));
    }

    @Test
    void findsABeanThatDoesNotExist() {
        assertThat(problems(changed("chat", text("chat").replace("ref: meter", "ref: meteor"))))
                .anyMatch(problem -> problem.contains("there is no bean 'meteor'"));
        assertThat(problems(changed("openai-chat", text("openai-chat").replace("ref: keepReply", "ref: keepAll"))))
                .anyMatch(problem -> problem.contains("there is no bean 'keepAll'"));
    }

    private static String text(String route) {
        return texts.getOrDefault(route + RouteFile.ENDING, "");
    }

    private static Map<String, String> changed(String route, String text) {
        assertThat(text).isNotEqualTo(text(route));
        Map<String, String> all = new TreeMap<>(texts);
        all.put(route + RouteFile.ENDING, text);
        return all;
    }

    private static List<String> problems(Map<String, String> all) {
        List<RouteFile> files = new ArrayList<>();
        all.forEach((name, text) -> files.add(RouteFile.read(name, text)));
        return check.problems(files);
    }
}
