package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSpliceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'m':'a'} | {'m':9}",
                "{ 'm' : 'a' , 'x':1 } | { 'm' : 9 , 'x':1 }",
                "{'x':1,'m':12} | {'x':1,'m':9}",
                "{'x':1,'m':-1.5e3 } | {'x':1,'m':9 }",
                "{'m':null,'x':{'m':1}} | {'m':9,'x':{'m':1}}",
                "{'m':{'a':[1,{}]},'x':[{'m':2}]} | {'m':9,'x':[{'m':2}]}",
                "{'m':[],'x':1} | {'m':9,'x':1}",
                "{'m':true} | {'m':9}",
                "{'m':'a\\\\'b'} | {'m':9}",
                "{'\\u006d':1} | {'\\u006d':9}",
                "{} | {'m':9}",
                "{ } | {'m':9 }",
                "{'x':1} | {'m':9,'x':1}"
            })
    void changesOneFieldAndNothingElse(String json, String changed) {
        String given = json.replace("\\\\'", "\\\"").replace('\'', '"');

        String result = JsonSplice.with(given, Map.of("m", "9"));

        assertThat(result).isEqualTo(changed.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3_990, 3_999, 4_000, 4_001, 7_999, 8_000, 70_000})
    void findsFieldsBehindLongTexts(int length) {
        String text = "é\ud83d\ude00".repeat(length);
        String json =
                "{\"text\":\"" + text + "\",\"m\":\"old\",\"n\":" + "1".repeat(50) + ",\"last\":\"" + text + "\"}";

        String result = JsonSplice.with(json, Map.of("m", "\"new\"", "n", "2"));

        assertThat(result).isEqualTo("{\"text\":\"" + text + "\",\"m\":\"new\",\"n\":2,\"last\":\"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {3_980, 3_985, 3_990, 3_995, 3_999, 70_000})
    void replacesAValueThatIsLong(int length) {
        String json = "{\"m\":\"" + "x".repeat(length) + "\",\"n\":1}";

        String result = JsonSplice.with(json, Map.of("m", "{}"));

        assertThat(result).isEqualTo("{\"m\":{},\"n\":1}");
    }

    @Test
    void putsMissingFieldsInFrontInTheirOrder() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("b", "1");
        fields.put("a", "2");

        String result = JsonSplice.with("\n {\"x\":0}", fields);

        assertThat(result).isEqualTo("\n {\"b\":1,\"a\":2,\"x\":0}");
    }
}
