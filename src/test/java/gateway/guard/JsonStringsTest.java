package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.model.GuardAction;
import gateway.model.PiiKind;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 500)
    void meansTheSameWithoutEscapes(@ForAll String text) throws JsonProcessingException {
        String json = JSON.writeValueAsString(text);
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            escaped.append("\\u").append(String.format("%04x", (int) text.charAt(i)));
        }
        assertThat(JSON.readValue(JsonStrings.plain(escaped + "\""), String.class))
                .isEqualTo(text);
        assertThat(JsonStrings.unescaped(json.substring(1, json.length() - 1))).isEqualTo(text);
        assertThat(JSON.readValue('"' + JsonStrings.escaped(text) + '"', String.class))
                .isEqualTo(text);
    }

    @Test
    void replacesInStringsAndWholeNumbersOnly() {
        String json = "{\"a@b\":\"mail a@b.example, \\\"now\\\"\",\"n\":[5550123,1],\"t\":true}";

        assertThat(redacted(json))
                .isEqualTo("{\"a@b\":\"mail [EMAIL], \\\"now\\\"\",\"n\":[\"[PHONE]\",1],\"t\":true}");
    }

    @Test
    void findsWhatIsWrittenInEscapes() {
        assertThat(redacted("{\"to\":\"a\\u0040b.example\"}")).isEqualTo("{\"to\":\"[EMAIL]\"}");
    }

    @Test
    void cutsAFindingAtTheEndsOfStrings() {
        String json = "{\"street\":\"Main\",\"city\":\"Ulm\"}";
        List<Finding> across = List.of(new Finding(11, 28, PiiKind.ADDRESS));
        Redactor redactor = new Redactor(_ -> across, _ -> GuardAction.REDACT, null, Restorer.NONE);

        assertThat(redactor.json(json)).isEqualTo("{\"street\":\"[ADDRESS]\",\"city\":\"[ADDRESS]\"}");
    }

    @Test
    void leavesWhatIsNoJsonWhereItIs() {
        assertThat(redacted("{\"a\":\"x@y.example")).isEqualTo("{\"a\":\"[EMAIL]");
        assertThat(redacted("\\")).isEqualTo("\\");
    }

    private static String redacted(String json) {
        return new Redactor(Engines.SCANNER, _ -> GuardAction.REDACT, null, Restorer.NONE).json(json);
    }
}
