package gateway.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.OurClasses;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No parser of the product tells in its exceptions' places what it reads, and none is made on the way. */
class JsonHygieneTest {
    private static final String NAME = "Zwetschgenbaum";
    private static final Pattern MAKING = Pattern.compile(
            "new (?:Object|Json|YAML)Mapper\\(|(?:JsonMapper|YAMLMapper|JsonFactory|YAMLFactory)\\.builder\\(");

    @Test
    void noParserQuotesItsSource() throws Exception {
        Map<String, Boolean> quoting = new TreeMap<>();
        for (Path source : OurClasses.sources()) {
            for (Field field : parsers(source)) {
                field.setAccessible(true);
                Object parser = field.get(null);
                JsonFactory factory =
                        parser instanceof ObjectMapper mapper ? mapper.getFactory() : (JsonFactory) parser;
                quoting.put(field.toString(), factory.isEnabled(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION));
            }
        }

        assertThat(quoting).hasSizeGreaterThanOrEqualTo(8).doesNotContainValue(true);
    }

    @Test
    void everyParserIsAConstant() throws IOException {
        List<Path> making = new ArrayList<>();
        for (Path source : OurClasses.sources()) {
            if (MAKING.matcher(Files.readString(source)).find()) {
                making.add(source);
            }
        }

        assertThat(making).isNotEmpty().noneMatch(source -> parsers(source).isEmpty());
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

    private static List<Field> parsers(Path source) {
        List<Field> found = new ArrayList<>();
        for (Class<?> type : OurClasses.in(source)) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && (ObjectMapper.class.isAssignableFrom(field.getType())
                                || JsonFactory.class.isAssignableFrom(field.getType()))) {
                    found.add(field);
                }
            }
        }
        return found;
    }
}
