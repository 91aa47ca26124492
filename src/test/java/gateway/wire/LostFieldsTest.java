package gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Dialect;
import gateway.model.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names of lost fields can stand in a header, whatever a client has called them. */
class LostFieldsTest {
    private final LostFields lost = new LostFields(Dialect.OPENAI);

    @Test
    void keepsPlainNames() {
        lost.addAll(Map.of("logit_bias", new Json("{}"), "x-Y1", new Json("1"), "gone", new Json("null")));

        assertThat(lost.names()).containsExactly("logit_bias", "x-Y1");
    }

    @Test
    void callsEverythingElseUnknown() {
        lost.addAll(Map.of(
                "Anna Berg\r\nset-cookie: a=b", new Json("1"), "Jörg", new Json("2"), "x".repeat(65), new Json("3")));

        assertThat(lost.names()).containsExactly("unknown");
    }
}
