package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Deliberate mistakes, each of which a check must notice: {@code mistakes.yaml}. */
class MistakesTest {
    private static final Map<String, Check> CHECKS =
            Check.all().stream().collect(Collectors.toMap(Check::name, check -> check, (a, b) -> a, TreeMap::new));

    @TestFactory
    Stream<DynamicTest> everyMistakeIsNoticed() throws IOException {
        return mistakes().stream()
                .map(mistake -> DynamicTest.dynamicTest(mistake.what() + " | " + mistake.check(), () -> {
                    Check check = Objects.requireNonNull(CHECKS.get(mistake.check()), mistake.check());
                    Templates good = Templates.of(mistake.variant());

                    check.body().accept(good);
                    Templates bad = mistake.in(good);

                    assertThatThrownBy(() -> check.body().accept(bad)).isInstanceOf(AssertionError.class);
                }));
    }

    @Test
    void everyCheckHasAMistakeThatItNotices() throws IOException {
        assertThat(mistakes().stream().map(Mistake::check).distinct())
                .containsExactlyInAnyOrderElementsOf(CHECKS.keySet());
    }

    private static List<Mistake> mistakes() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try (InputStream in = MistakesTest.class.getResourceAsStream("/mistakes.yaml")) {
            return yaml.readValue(in, new TypeReference<>() {});
        }
    }
}
