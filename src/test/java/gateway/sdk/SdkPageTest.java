package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/sdks.md says which case is run through which SDK with which dialect behind, by the tests that there are. */
class SdkPageTest {
    private static final String NONE = "-";
    private static final String CANNOT = "for models that cannot do this";

    /** Titles by the classes that run an SDK. */
    private static final Map<String, List<Class<?>>> OWN = columns(
            "openai-java",
            List.of(OpenAiSdkTest.class, OpenAiSdkErrorTest.class),
            "anthropic-java",
            List.of(AnthropicSdkTest.class, AnthropicSdkErrorTest.class),
            "langchain4j, both APIs",
            List.of(LangChainTest.class, LangChainErrorTest.class, LangChainCancelTest.class));

    private static final Map<String, List<Class<?>>> TCK = columns(
            "OpenAI's API",
            List.of(OpenAiTckTest.class),
            "streamed",
            List.of(OpenAiStreamingTckTest.class),
            "Anthropic's API",
            List.of(AnthropicTckTest.class),
            "streamed ",
            List.of(AnthropicStreamingTckTest.class));

    @Test
    void isWhatIsPublished() throws IOException {
        String page = page();
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("sdks.md"), page);

        // the end is about SDKs for Node, which another test runs
        assertThat(NodePage.before())
                .as("docs/sdks.md: look at target/sdks.md, and copy it there if that is what is meant")
                .isEqualTo(page);
    }

    @Test
    void knowsWhyATestIsLeftOut() {
        for (Class<?> tests : List.of(OpenAiStreamingTckTest.class, AnthropicStreamingTckTest.class)) {
            assertThat(cases(tests))
                    .containsKeys(NotAsked.of(tests.getName()).keySet().toArray(String[]::new));
        }
    }

    private static String page() {
        return """
                # Which SDK was run with which dialect behind

                `SdkPageTest` writes this page, by the tests that the build runs: a cell stands for a test, and a failure of it fails the build. Behind the gateway is the [provider simulator](simulator.md). The end, about SDKs for Node, is written by `NodeSdkTest`.

                *all*: once with each of Anthropic, OpenAI, Gemini and Bedrock behind. *once*: the case has nothing to do with what is behind. *-*: the SDK has no such thing, or the case is one of another API.

                ## Our cases

                """ + table(OWN) + """

                ## LangChain4j's own tests

                `AbstractChatModelIT` and `AbstractStreamingChatModelIT` of `langchain4j-core` 1.19.0, by `langchain4j-open-ai` and `langchain4j-anthropic`. *once*: with Gemini behind.

                """ + table(TCK) + "\nLeft out, as they are " + CANNOT + ": " + leftOut() + ".\n\n";
    }

    private static String leftOut() {
        return String.join(
                ", ",
                NotAsked.of(OpenAiTckTest.class.getName()).entrySet().stream()
                        .filter(each -> each.getValue().equals(CANNOT))
                        .map(each -> '`' + each.getKey() + '`')
                        .toList());
    }

    private static String table(Map<String, List<Class<?>>> columns) {
        StringBuilder page = new StringBuilder("| case |");
        columns.keySet().forEach(title -> page.append(' ').append(title.strip()).append(" |"));
        page.append('\n').append("|---".repeat(columns.size() + 1)).append("|\n");
        TreeSet<String> names = new TreeSet<>();
        columns.values()
                .forEach(classes ->
                        classes.forEach(each -> names.addAll(cases(each).keySet())));
        for (String name : names) {
            List<String> cells = columns.values().stream()
                    .map(classes -> cell(name, classes))
                    .toList();
            if (cells.stream().anyMatch(cell -> !cell.equals(NONE))) {
                page.append("| `").append(name).append("` | ");
                page.append(String.join(" | ", cells)).append(" |\n");
            }
        }
        return page.toString();
    }

    private static String cell(String name, List<Class<?>> classes) {
        for (Class<?> tests : classes) {
            Method test = cases(tests).get(name);
            String reason = NotAsked.of(tests.getName()).get(name);
            if (test != null && reason != null) {
                return reason.equals(CANNOT) ? NONE : "not run: " + reason;
            }
            if (test != null) {
                return behind(test);
            }
        }
        return NONE;
    }

    private static String behind(Method test) {
        MethodSource source = test.getAnnotation(MethodSource.class);
        if (source != null && List.of(source.value()).contains("takingUrls")) {
            return "all but Bedrock, which takes no URL";
        }
        boolean each = Stream.of(test.getParameterTypes()).anyMatch(Behind.class::equals)
                || (source != null && source.value()[0].startsWith("models"));
        return each ? "all" : "once";
    }

    /** The tests of a class and of those above it, by name; the nearest counts. */
    private static Map<String, Method> cases(Class<?> tests) {
        Map<String, Method> cases = new LinkedHashMap<>();
        for (Class<?> each = tests; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (!method.isBridge()
                        && (method.isAnnotationPresent(Test.class)
                                || method.isAnnotationPresent(ParameterizedTest.class))) {
                    cases.putIfAbsent(method.getName(), method);
                }
            }
        }
        return cases;
    }

    private static Map<String, List<Class<?>>> columns(Object... titlesAndClasses) {
        Map<String, List<Class<?>>> columns = new LinkedHashMap<>();
        for (int i = 0; i < titlesAndClasses.length; i += 2) {
            List<Class<?>> classes = Stream.of(((List<?>) titlesAndClasses[i + 1]).toArray())
                    .<Class<?>>map(each -> (Class<?>) Objects.requireNonNull(each))
                    .toList();
            columns.put(String.valueOf(titlesAndClasses[i]), classes);
        }
        return columns;
    }
}
