package gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No parser of the product puts what it reads into its exceptions' places, and none is made on the way. */
class JsonHygieneTest {
    private static final String NAME = "Zwetschgenbaum";

    @Test
    void noParserQuotesItsSource() throws Exception {
        Map<String, Boolean> quoting = new TreeMap<>();
        for (JavaField field : parsers()) {
            Field own = field.reflect();
            own.setAccessible(true);
            Object parser = own.get(null);
            JsonFactory factory = parser instanceof ObjectMapper mapper ? mapper.getFactory() : (JsonFactory) parser;
            quoting.put(field.getFullName(), factory.isEnabled(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));
        }

        assertThat(quoting).hasSizeGreaterThanOrEqualTo(8).doesNotContainValue(true);
    }

    @Test
    void everyParserIsMadeOnce() {
        assertThat(ours().filter(JsonHygieneTest::makesParsers)
                        .map(JavaClass::getName)
                        .toList())
                .allMatch(maker -> parsers().stream().anyMatch(field -> field.getOwner().getName().equals(maker)));
    }

    @Test
    void anExceptionsMessageMayStillQuoteSoThatItIsShownNowhere() {
        String place = "";
        String message = "";
        try {
            new ObjectMapper().readTree("{\"a\": " + NAME + "}");
        } catch (JsonProcessingException e) {
            place = e.getLocation().toString();
            message = String.valueOf(e.getMessage());
        }

        assertThat(place).contains("REDACTED").doesNotContain(NAME);
        assertThat(message).contains(NAME);
    }

    private static List<JavaField> parsers() {
        List<JavaField> found = new ArrayList<>();
        ours().flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isAssignableTo(ObjectMapper.class)
                        || field.getRawType().isAssignableTo(JsonFactory.class))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .forEach(found::add);
        return found;
    }

    private static boolean makesParsers(JavaClass type) {
        return type.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                                || call.getTargetOwner().isAssignableTo(JsonFactory.class))
                || type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().equals("builder")
                                && (call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                                        || call.getTargetOwner().isAssignableTo(JsonFactory.class)));
    }

    private static Stream<JavaClass> ours() {
        return new ClassFileImporter().importPackages("gateway").stream().filter(JsonHygieneTest::isOurs);
    }

    private static boolean isOurs(JavaClass type) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        return Stream.of("processors", "adapters").anyMatch(root -> Files.exists(Path.of(root, file)));
    }
}
