package gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.contract.Field.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is new in an answer. */
class NewsTest {
    private static final FieldList KNOWN = FieldList.parse("""
            answer parts array read
            answer parts[].kind string read {call,text}
            answer parts[].text string read
            answer parts[].arguments object read
            answer count number known
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'parts':[{'kind':'text','text':'a'}],'count':1}; ",
                "{'parts':[{'kind':'call','arguments':{'anything':{'goes':1}}}]}; ",
                "{'parts':null,'count':null}; ",
                "{'total':1}; FIELD total",
                "{'parts':[{'kind':'text','mood':{'good':true}}]}; FIELD parts[].mood",
                "{'parts':[{'kind':'poem'}]}; VALUE parts[].kind",
                "{'count':'1'}; TYPE count",
                "{'a name with blanks':1}; FIELD (a name of its own)"
            })
    void tellsPathsAndNoValues(String answer, String news) throws Exception {
        List<News.Item> items = News.of(new ObjectMapper().readTree(answer.replace('\'', '"')), Section.ANSWER, KNOWN);

        assertThat(items).hasToString(news == null ? "[]" : "[" + news + "]");
    }

    @Test
    void tellsNoMoreThanAHundred() throws Exception {
        StringBuilder answer = new StringBuilder("{\"count\":1");
        for (int i = 0; i < 500; i++) {
            answer.append(",\"f").append(i).append("\":1");
        }

        assertThat(News.of(new ObjectMapper().readTree(answer + "}"), Section.ANSWER, KNOWN))
                .hasSize(100);
    }
}
