package gateway.api.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputItemsTest {
    private static final String ID = "resp_req_1_secret";

    @Test
    void givesEachItemAnIdAndEachMessageAListOfParts() throws JsonProcessingException {
        JsonNode kept = json("""
                {'input':[
                  {'role':'user','content':'Hello'},
                  {'type':'message','id':'msg_req_0_x_0','status':'incomplete','role':'assistant','content':[{'type':'output_text','text':'Yes'}]},
                  {'role':'assistant','content':'Well'},
                  {'type':'function_call','call_id':'c1','name':'look','arguments':'{}'},
                  {'type':'function_call_output','call_id':'c1','output':'8'},
                  {'type':'reasoning','summary':[]}]}""");

        List<ObjectNode> items = InputItems.of(kept, ID);

        assertThat(items.stream().map(item -> item.path("id").asText()))
                .containsExactly(
                        "msg_req_1_secret_i0",
                        "msg_req_0_x_0",
                        "msg_req_1_secret_i2",
                        "fc_req_1_secret_i3",
                        "fco_req_1_secret_i4",
                        "rs_req_1_secret_i5");
        assertThat(items.get(0))
                .isEqualTo(
                        json(
                                "{'role':'user','content':[{'type':'input_text','text':'Hello'}],'type':'message','id':'msg_req_1_secret_i0','status':'completed'}"));
        assertThat(items.get(1)).isEqualTo(kept.at("/input/1"));
        assertThat(items.get(2).at("/content/0/type").asText()).isEqualTo("output_text");
        assertThat(items.get(4).path("status").asText()).isEqualTo("completed");
        assertThat(items.get(5).has("status")).isFalse();
        assertThat(InputItems.at(kept, ID, 3)).isEqualTo(items.get(3));
        assertThat(InputItems.at(kept, ID, 6)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "- | 24-5 | true",
                "order=asc | 0-19 | true",
                "order=asc&limit=25 | 0-24 | false",
                "limit=2&after=item-3 | 2-1 | true",
                "order=asc&limit=100&after=item%2D20 | 21-24 | false",
                "limit=3&include%5B%5D=message.input_image.image_url | 24-22 | true"
            })
    void listsAPage(@Nullable String query, String places, boolean more) {
        ObjectNode page = InputItems.page(items(25), query);

        String[] ends = places.split("-", 2);
        assertThat(page.path("object").asText()).isEqualTo("list");
        assertThat(page.path("first_id").asText()).isEqualTo("item-" + ends[0]);
        assertThat(page.path("last_id").asText()).isEqualTo("item-" + ends[1]);
        assertThat(page.at("/data/0/id")).isEqualTo(page.path("first_id"));
        assertThat(page.path("data")).hasSize(Math.abs(Integer.parseInt(ends[0]) - Integer.parseInt(ends[1])) + 1);
        assertThat(page.path("has_more").asBoolean()).isEqualTo(more);
    }

    @Test
    void listsNothingBehindTheLast() {
        ObjectNode page = InputItems.page(items(2), "after=item-0");

        assertThat(page.path("data")).isEmpty();
        assertThat(page.path("first_id").isNull()).isTrue();
        assertThat(page.path("last_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"order=up", "limit=0", "limit=101", "limit=x", "after=item-9", "limit=1&limit=2", "colour=red"})
    void refusesWhatItDoesNotKnow(String query) {
        assertThat(catchThrowableOfType(RefusedException.class, () -> InputItems.page(items(2), query)))
                .isNotNull();
    }

    private static List<ObjectNode> items(int count) {
        List<ObjectNode> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(JsonCodec.object().put("id", "item-" + i));
        }
        return items;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JsonCodec.MAPPER.readTree(text.replace('\'', '"'));
    }
}
