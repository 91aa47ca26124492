package gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the records of the product show of themselves when they are printed: nothing that is content or a secret. */
class PrintedRecordsTest {
    /** Components that may be shown, one a line: a new one has to be looked at. */
    private static final Path LIST = Path.of("src", "test", "resources", "printed-components.txt");

    @Test
    void showNothingThatIsNotListed() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Class<?> type : records()) {
            shown.addAll(shown(type));
        }
        Set<String> listed = new TreeSet<>(Files.readAllLines(LIST));
        listed.removeIf(line -> line.startsWith("#"));
        assertThat(shown).isEqualTo(listed);
    }

    @Test
    void showWhatIsPutIntoThemWhereTheySayNothingElse() {
        record Careless(String prompt, List<String> more) {}

        assertThat(shown(Careless.class)).hasSize(2).allMatch(name -> name.contains("Careless."));
    }

    @Test
    void canAllBeMade() {
        Set<String> missing = new TreeSet<>();
        for (Class<?> type : records()) {
            if (new CanaryRecords().instances(type).isEmpty()) {
                missing.add(type.getName());
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> shown(Class<?> type) {
        CanaryRecords canaries = new CanaryRecords();
        Set<String> shown = new TreeSet<>();
        for (Object one : canaries.instances(type)) {
            shown.addAll(canaries.shownIn(one.toString()));
        }
        return shown;
    }

    private static List<Class<?>> records() {
        return new ClassFileImporter()
                .importPackages("gateway").stream()
                        .filter(JavaClass::isRecord)
                        .filter(PrintedRecordsTest::isOurs)
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    /** Those of tests do not count. */
    private static boolean isOurs(JavaClass type) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        return Stream.of("processors", "adapters").anyMatch(root -> Files.exists(Path.of(root, file)));
    }
}
